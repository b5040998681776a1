// Metric names that rules on the OpenStack cloud controller read.

/**
 * Those of OpenStack: kubernetes/cloud-provider-openstack@v1.34.1:pkg/metrics/metrics_api.go. Those that begin with
 * kube_ are of kube-state-metrics.
 */
export const metrics: readonly string[] = [
  'kube_node_spec_taint',
  'kube_service_spec_type',
  'kube_service_status_load_balancer_ingress',
  'openstack_api_request_errors_total',
  'openstack_api_requests_total',
  'up',
];
