// Series for which each alert of the local path provisioner fires, and series for which it stays silent.
import type { AlertTest } from '../../support/promtool.js';

const available = (value: number) => ({
  series:
    'kube_deployment_status_replicas_available{job="kube-state-metrics", namespace="local-path-provisioner", deployment="local-path-provisioner"}',
  values: `${value}x60`,
});
const helper = (phase: string, values: string) => ({
  series: `kube_pod_status_phase{job="kube-state-metrics", namespace="local-path-helpers", pod="helper", phase="${phase}"}`,
  values,
});

export const alertTests: readonly AlertTest[] = [
  {
    alert: 'LocalPathProvisionerDown',
    fires: [{ series: [available(0)], at: '20m' }],
    silent: [{ series: [available(1)], at: '20m' }],
  },
  {
    alert: 'LocalPathHelperPending',
    fires: [
      { series: [helper('Pending', '1x60')], at: '10m', labels: { pod: 'helper' } },
      { series: [helper('Failed', '1x60')], at: '10m' },
    ],
    silent: [
      { series: [helper('Succeeded', '1x60'), helper('Pending', '0x60')], at: '10m' },
      // Two minutes, then it is gone.
      { series: [helper('Pending', '1x2 _x60')], at: '10m' },
    ],
  },
];
