// Metric names that ingress-nginx exposes, for rules and dashboards.

/** Checked against kubernetes/ingress-nginx@controller-v1.15.1:internal/ingress/metric/collectors. */
export const metrics: readonly string[] = [
  'nginx_ingress_controller_admission_roundtrip_duration',
  'nginx_ingress_controller_build_info',
  'nginx_ingress_controller_check_errors',
  'nginx_ingress_controller_check_success',
  'nginx_ingress_controller_config_hash',
  'nginx_ingress_controller_config_last_reload_successful',
  'nginx_ingress_controller_config_last_reload_successful_timestamp_seconds',
  'nginx_ingress_controller_errors',
  'nginx_ingress_controller_leader_election_status',
  'nginx_ingress_controller_nginx_process_connections',
  'nginx_ingress_controller_nginx_process_connections_total',
  'nginx_ingress_controller_nginx_process_cpu_seconds_total',
  'nginx_ingress_controller_nginx_process_requests_total',
  'nginx_ingress_controller_nginx_process_resident_memory_bytes',
  'nginx_ingress_controller_orphan_ingress',
  'nginx_ingress_controller_request_duration_seconds_bucket',
  'nginx_ingress_controller_request_duration_seconds_count',
  'nginx_ingress_controller_request_duration_seconds_sum',
  'nginx_ingress_controller_requests',
  'nginx_ingress_controller_response_size_sum',
  'nginx_ingress_controller_ssl_expire_time_seconds',
  'nginx_ingress_controller_success',
  'up',
];
