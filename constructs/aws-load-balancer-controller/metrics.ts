// Metric names that rules on the AWS load balancer controller read.

/** Checked against kubernetes-sigs/aws-load-balancer-controller@v3.5.0:pkg/metrics/{aws,lbc}/instruments.go */
export const metrics: readonly string[] = [
  'aws_api_call_permission_errors_total',
  'aws_api_call_service_limit_exceeded_errors_total',
  'awslbc_controller_reconcile_errors_total',
  'up',
];
