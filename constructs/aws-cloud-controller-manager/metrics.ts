// Metric names that rules on the AWS cloud controller read.

/**
 * Those of AWS: kubernetes/cloud-provider-aws@v1.35.2:pkg/providers/v1/aws_metrics.go. Those that begin with kube_ are
 * of kube-state-metrics.
 */
export const metrics: readonly string[] = [
  'cloudprovider_aws_api_request_errors',
  'cloudprovider_aws_api_throttled_requests_total',
  'kube_node_spec_taint',
  'kube_service_spec_type',
  'kube_service_status_load_balancer_ingress',
  'up',
];
