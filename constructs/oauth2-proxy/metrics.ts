// Metric names that oauth2-proxy exposes, for rules and dashboards.

/** Checked against oauth2-proxy/oauth2-proxy@v7.15.3:pkg/middleware/metrics.go, with the default registry's collectors. */
export const metrics: readonly string[] = [
  'go_goroutines',
  'oauth2_proxy_requests_in_flight',
  'oauth2_proxy_requests_total',
  'oauth2_proxy_response_duration_seconds_bucket',
  'oauth2_proxy_response_duration_seconds_count',
  'oauth2_proxy_response_duration_seconds_sum',
  'process_cpu_seconds_total',
  'process_resident_memory_bytes',
  'up',
];
