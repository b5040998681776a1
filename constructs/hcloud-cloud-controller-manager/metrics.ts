// Metric names that rules on the Hetzner Cloud controller read.

/**
 * hcloud_api_requests_total: hetznercloud/hcloud-go@v2.47.0:hcloud/internal/instrumentation/metrics.go. Those that
 * begin with kube_ are of kube-state-metrics.
 */
export const metrics: readonly string[] = [
  'hcloud_api_requests_total',
  'kube_node_spec_taint',
  'kube_service_spec_type',
  'kube_service_status_load_balancer_ingress',
  'up',
];
