// Series for which each alert of the AWS cloud controller fires, and series for which it stays silent.
import { cloudControllerAlertTests } from '../../support/cloud-controller.js';
import type { AlertTest } from '../../support/promtool.js';

const name = 'aws-cloud-controller-manager';
const errors = (values: string) => ({
  series: `cloudprovider_aws_api_request_errors{job="${name}", node="a", request="describe_instances"}`,
  values,
});
const throttled = (values: string) => ({
  series: `cloudprovider_aws_api_throttled_requests_total{job="${name}", node="a", operation_name="DescribeInstances"}`,
  values,
});

export const alertTests: readonly AlertTest[] = [
  ...cloudControllerAlertTests('AWS', name),
  {
    alert: 'AWSAPIErrors',
    fires: [{ series: [errors('0+1x120')], at: '60m', labels: { request: 'describe_instances' } }],
    silent: [
      { series: [errors('7x120')], at: '60m' },
      // One in ten minutes.
      { series: [errors('0x9 1x9 2x9 3x9 4x9 5x60')], at: '60m' },
    ],
  },
  {
    alert: 'AWSAPIThrottled',
    fires: [{ series: [throttled('0+3x120')], at: '80m', labels: { operation_name: 'DescribeInstances' } }],
    silent: [{ series: [throttled('0+1x120')], at: '80m' }],
  },
];
