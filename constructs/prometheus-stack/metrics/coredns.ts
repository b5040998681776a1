// Metric names of CoreDNS, for rules and dashboards.
import { exposes } from './exposes.js';

/**
 * Of the plugins of a usual cluster. Checked against coredns/coredns@v1.12.4: plugin/{metrics,cache,forward,health,hosts,kubernetes,
 * reload,autopath}, plugin/pkg/proxy/metrics.go and their README.md.
 */
export const coredns: readonly string[] = exposes({
  counters: `
    coredns_autopath_success_total coredns_cache_drops_total coredns_cache_evictions_total
    coredns_cache_hits_total coredns_cache_misses_total coredns_cache_prefetch_total
    coredns_cache_requests_total coredns_cache_served_stale_total coredns_dns_do_requests_total
    coredns_dns_https_responses_total coredns_dns_quic_responses_total coredns_dns_requests_total
    coredns_dns_responses_total coredns_forward_healthcheck_broken_total
    coredns_forward_max_concurrent_rejects_total coredns_health_request_failures_total
    coredns_kubernetes_rest_client_requests_total coredns_panics_total
    coredns_proxy_conn_cache_hits_total coredns_proxy_conn_cache_misses_total
    coredns_proxy_healthcheck_failures_total coredns_reload_failed_total
  `,
  gauges: `
    coredns_build_info coredns_cache_entries coredns_hosts_entries
    coredns_hosts_reload_timestamp_seconds coredns_plugin_enabled coredns_reload_version_info
  `,
  histograms: `
    coredns_dns_request_duration_seconds coredns_dns_request_size_bytes coredns_dns_response_size_bytes
    coredns_health_request_duration_seconds coredns_kubernetes_dns_programming_duration_seconds
    coredns_kubernetes_rest_client_rate_limiter_duration_seconds
    coredns_kubernetes_rest_client_request_duration_seconds coredns_proxy_request_duration_seconds
  `,
});
