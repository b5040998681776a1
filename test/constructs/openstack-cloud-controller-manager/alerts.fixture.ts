// Series for which each alert of the OpenStack cloud controller fires, and series for which it stays silent.
import { cloudControllerAlertTests } from '../../support/cloud-controller.js';
import type { AlertTest } from '../../support/promtool.js';

const name = 'openstack-cloud-controller-manager';
const calls = (metric: string, values: string) => ({
  series: `openstack_api_${metric}_total{job="${name}", node="a", request="loadbalancer_create"}`,
  values,
});

export const alertTests: readonly AlertTest[] = [
  ...cloudControllerAlertTests('OpenStack', name),
  {
    alert: 'OpenStackAPIErrors',
    fires: [
      {
        series: [calls('requests', '0+4x120'), calls('request_errors', '0+3x120')],
        at: '60m',
        labels: { request: 'loadbalancer_create' },
      },
    ],
    silent: [
      { series: [calls('requests', '0+10x120'), calls('request_errors', '0+1x120')], at: '60m' },
      // A few calls, all of which fail: asking for what is gone.
      { series: [calls('requests', '0x30 3x90'), calls('request_errors', '0x30 3x90')], at: '40m' },
    ],
  },
];
