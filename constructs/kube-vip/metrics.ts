// Metric names that rules on kube-vip read.

/**
 * Checked against kube-vip/kube-vip@v1.2.3:pkg/metrics/prometheus.go; the last but one is of kube-state-metrics.
 */
export const metrics: readonly string[] = [
  'kube_vip_is_leader',
  'kube_vip_leader_election_transitions_total',
  'kube_vip_service_reconcile_errors_total',
  'kube_deployment_status_replicas_available',
  'up',
];
