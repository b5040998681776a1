// Series for which each alert of the AWS load balancer controller fires, and series for which it stays silent.
import type { AlertTest } from '../../support/promtool.js';

const job = 'job="aws-load-balancer-controller", pod="a"';
const up = (value: number) => ({ series: `up{${job}}`, values: `${value}x60` });
const reconcile = (values: string) => ({
  series: `awslbc_controller_reconcile_errors_total{${job}, controller="ingress", error_category="build_model_error"}`,
  values,
});
const call = (kind: string, values: string) => ({
  series: `aws_api_call_${kind}_errors_total{${job}, service="Elastic Load Balancing v2", operation="CreateLoadBalancer"}`,
  values,
});
const labels = { operation: 'CreateLoadBalancer' };

export const alertTests: readonly AlertTest[] = [
  {
    alert: 'AWSLoadBalancerControllerDown',
    fires: [
      { series: [up(0)], at: '30m' },
      { series: [{ series: 'up{job="other"}', values: '1x60' }], at: '30m' },
    ],
    silent: [{ series: [up(1)], at: '30m' }],
  },
  {
    alert: 'AWSLoadBalancerReconcileErrors',
    fires: [{ series: [reconcile('0+1x90')], at: '60m', labels: { controller: 'ingress' } }],
    silent: [
      { series: [reconcile('9x90')], at: '60m' },
      // Two that a retry mended.
      { series: [reconcile('0x40 2x50')], at: '60m' },
    ],
  },
  {
    alert: 'AWSLoadBalancerPermissionErrors',
    fires: [{ series: [call('permission', '0+1x90')], at: '60m', labels }],
    silent: [{ series: [call('permission', '4x90')], at: '60m' }],
  },
  {
    alert: 'AWSLoadBalancerLimitExceeded',
    fires: [{ series: [call('service_limit_exceeded', '0+1x90')], at: '60m', labels }],
    silent: [{ series: [call('service_limit_exceeded', '4x90')], at: '60m' }],
  },
];
