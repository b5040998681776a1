// Metric names that metrics-server's pods expose, for rules and dashboards.

/**
 * Checked against kubernetes-sigs/metrics-server@5ed5d3a2cf94: pkg/scraper/scraper.go (kubelet), pkg/server/server.go
 * (manager), pkg/storage/monitoring.go (storage), pkg/api/monitoring.go (api), and Go's process collector.
 */
export const metrics: readonly string[] = [
  'metrics_server_api_metric_freshness_seconds_bucket',
  'metrics_server_api_metric_freshness_seconds_count',
  'metrics_server_api_metric_freshness_seconds_sum',
  'metrics_server_kubelet_last_request_time_seconds',
  'metrics_server_kubelet_request_duration_seconds_bucket',
  'metrics_server_kubelet_request_duration_seconds_count',
  'metrics_server_kubelet_request_duration_seconds_sum',
  'metrics_server_kubelet_request_total',
  'metrics_server_manager_tick_duration_seconds_bucket',
  'metrics_server_manager_tick_duration_seconds_count',
  'metrics_server_manager_tick_duration_seconds_sum',
  'metrics_server_storage_points',
  'process_cpu_seconds_total',
  'process_resident_memory_bytes',
  'up',
];
