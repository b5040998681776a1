// Metric names that MetalLB's pods expose, for rules and dashboards.

/**
 * Checked against metallb/metallb@v0.16.1: internal/allocator/stats.go (controller), internal/k8s/controllers/stats.go
 * (both), speaker/main.go, internal/layer2/stats.go and internal/bgp/{metrics/metrics.go,native/stats.go} (speakers).
 */
export const metrics: readonly string[] = [
  'metallb_allocator_addresses_in_use_total',
  'metallb_allocator_addresses_total',
  'metallb_allocator_ipv4_addresses_in_use_total',
  'metallb_allocator_ipv4_addresses_total',
  'metallb_allocator_ipv6_addresses_in_use_total',
  'metallb_allocator_ipv6_addresses_total',
  'metallb_allocator_services_allocated_total',
  'metallb_bgp_announced_prefixes_total',
  'metallb_bgp_pending_prefixes_total',
  'metallb_bgp_session_up',
  'metallb_bgp_updates_total',
  'metallb_k8s_client_config_loaded_bool',
  'metallb_k8s_client_config_stale_bool',
  'metallb_k8s_client_update_errors_total',
  'metallb_k8s_client_updates_total',
  'metallb_layer2_gratuitous_sent',
  'metallb_layer2_requests_received',
  'metallb_layer2_responses_sent',
  'metallb_speaker_announced',
  'process_cpu_seconds_total',
  'process_resident_memory_bytes',
  'up',
];
