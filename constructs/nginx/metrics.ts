// Metric names that F5's NGINX Ingress Controller exposes, for rules and dashboards.

/** Checked against nginx/kubernetes-ingress@v5.5.4:internal/metrics/collectors, tests/suite/test_prometheus_metrics.py. */
export const metrics: readonly string[] = [
  'nginx_ingress_controller_ingress_resources_total',
  'nginx_ingress_controller_nginx_last_reload_milliseconds',
  'nginx_ingress_controller_nginx_last_reload_status',
  'nginx_ingress_controller_nginx_reload_errors_total',
  'nginx_ingress_controller_nginx_reloads_total',
  'nginx_ingress_controller_nginx_worker_processes_total',
  'nginx_ingress_controller_upstream_server_response_latency_ms_bucket',
  'nginx_ingress_controller_upstream_server_response_latency_ms_count',
  'nginx_ingress_controller_upstream_server_response_latency_ms_sum',
  'nginx_ingress_controller_workqueue_depth',
  'nginx_ingress_nginx_connections_accepted',
  'nginx_ingress_nginx_connections_active',
  'nginx_ingress_nginx_connections_handled',
  'up',
];
