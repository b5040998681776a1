// Series for which each alert of the approver fires, and series for which it stays silent.
import type { AlertTest } from '../../support/promtool.js';

const up = (value: number) => ({ series: 'up{job="kubelet-csr-approver", pod="a"}', values: `${value}x60` });
const csr = (metric: string, name: string, more: string, values: string) => ({
  series: `kube_certificatesigningrequest_${metric}{certificatesigningrequest="${name}", signer_name="kubernetes.io/kubelet-serving"${more}}`,
  values,
});
const condition = (name: string, kind: string, value: number) =>
  csr('condition', name, `, condition="${kind}"`, `${value}x60`);
const created = (name: string) => csr('created', name, '', '0x60');

export const alertTests: readonly AlertTest[] = [
  {
    alert: 'KubeletCSRApproverDown',
    fires: [
      { series: [up(0)], at: '30m' },
      { series: [{ series: 'up{job="other"}', values: '1x60' }], at: '30m' },
    ],
    silent: [{ series: [up(1)], at: '30m' }],
  },
  {
    alert: 'KubeletServingCSRDenied',
    fires: [{ series: [condition('csr-a', 'denied', 1)], at: '20m' }],
    silent: [{ series: [condition('csr-a', 'denied', 0), condition('csr-a', 'approved', 1)], at: '20m' }],
  },
  {
    alert: 'KubeletServingCSRPending',
    fires: [
      {
        series: [
          created('csr-a'),
          condition('csr-a', 'approved', 0),
          created('csr-b'),
          condition('csr-b', 'approved', 1),
        ],
        at: '30m',
      },
    ],
    silent: [
      { series: [created('csr-a'), condition('csr-a', 'approved', 1)], at: '30m' },
      { series: [created('csr-a'), condition('csr-a', 'denied', 1)], at: '30m' },
      // Young.
      { series: [created('csr-a'), condition('csr-a', 'approved', 0)], at: '10m' },
    ],
  },
];
