// Series for which each alert of kube-vip fires, and series for which it stays silent.
import type { AlertTest } from '../../support/promtool.js';

const up = (node: string, value: number) => ({
  series: `up{job="kube-vip", node="${node}"}`,
  values: `${value}x120`,
});
const leader = (node: string, value: number) => ({
  series: `kube_vip_is_leader{job="kube-vip", node="${node}", lease_name="plndr-svcs-lock"}`,
  values: `${value}x120`,
});
const transitions = (values: string) => ({
  series:
    'kube_vip_leader_election_transitions_total{job="kube-vip", node="a", lease_name="plndr-svcs-lock"}',
  values,
});
const errors = (values: string) => ({
  series:
    'kube_vip_service_reconcile_errors_total{job="kube-vip", node="a", namespace="shop", name="web", reason="new_instance"}',
  values,
});
const available = (value: number) => ({
  series:
    'kube_deployment_status_replicas_available{job="kube-state-metrics", namespace="kube-vip-ipam", deployment="kube-vip-cloud-provider"}',
  values: `${value}x60`,
});

export const alertTests: readonly AlertTest[] = [
  {
    alert: 'KubeVipDown',
    fires: [
      { series: [up('a', 0), up('b', 0)], at: '20m' },
      { series: [{ series: 'up{job="other"}', values: '1x60' }], at: '20m' },
    ],
    silent: [{ series: [up('a', 0), up('b', 1)], at: '20m' }],
  },
  {
    alert: 'KubeVipNodeDown',
    fires: [{ series: [up('a', 1), up('b', 0)], at: '30m', labels: { node: 'b' } }],
    silent: [{ series: [up('a', 1), up('b', 1)], at: '30m' }],
  },
  {
    alert: 'KubeVipTwoLeaders',
    fires: [{ series: [leader('a', 1), leader('b', 1)], at: '20m' }],
    silent: [{ series: [leader('a', 1), leader('b', 0)], at: '20m' }],
  },
  {
    alert: 'KubeVipLeaderChanges',
    fires: [{ series: [transitions('0+1x120')], at: '90m' }],
    silent: [
      { series: [transitions('1x120')], at: '90m' },
      // Two in an hour: an upgrade of nodes.
      { series: [transitions('1x30 2x30 3x60')], at: '90m' },
    ],
  },
  {
    alert: 'KubeVipReconcileErrors',
    fires: [{ series: [errors('0+1x120')], at: '60m', labels: { namespace: 'shop', name: 'web' } }],
    silent: [
      { series: [errors('5x120')], at: '60m' },
      // Once, and then well.
      { series: [errors('0x10 1x110')], at: '60m' },
    ],
  },
  {
    alert: 'KubeVipCloudProviderDown',
    fires: [{ series: [available(0)], at: '30m' }],
    silent: [{ series: [available(1)], at: '30m' }],
  },
];
