// One pod: which container is in trouble, why it restarted, and how close it is to its limits.
import { board, namespaceVariable, podVariable, row } from '../../kit/dashboard-board.js';
import { query, stat, table, timeseries } from '../../kit/dashboard-panels.js';
import { ksm } from '../rules/select.js';
import { toNode, uid } from './links.js';
import {
  cpuThrottling,
  cpuUse,
  diskBytes,
  memoryUse,
  networkBytes,
  networkDrops,
  recorded,
  type Scope,
  sumOf,
} from './usage.js';

const select = 'namespace="$namespace", pod="$pod"';
const mine = `${ksm}, ${select}`;
const byContainer: Scope = { select, by: 'container', legend: '{{container}}' };
const byPod: Scope = { select, by: 'pod', legend: '{{pod}}' };

export function podDashboard(): unknown {
  return board({
    uid: uid.pod,
    title: 'Pod',
    description: 'One pod and its containers.',
    tags: ['kubernetes'],
    variables: [namespaceVariable(), podVariable()],
    links: [
      { board: uid.cluster, title: 'Cluster' },
      { board: uid.namespace, title: 'Namespace' },
    ],
    rows: [
      row('State', state),
      row('Containers', [containers, reasons]),
      row('CPU', [cpuUse(byContainer), cpuThrottling(byContainer)]),
      row('Memory', [memoryUse(byContainer), memoryOfLimit]),
      row('Network', [networkBytes(byPod), networkDrops(byPod)]),
      row('Disk', [diskBytes(byContainer)], { collapsed: true }),
    ],
  });
}

const state = [
  stat({
    title: 'Ready',
    description: 'Whether the pod passes its readiness probes: only then do Services send it traffic.',
    unit: 'short',
    expr: `max(kube_pod_status_ready{${mine}, condition="true"})`,
    values: { 0: ['no', 'red'], 1: ['yes', 'green'] },
    noValue: 'gone',
  }),
  stat({
    title: 'Phase',
    description:
      'Pending: not placed or its images not pulled. Failed: it ended with an error and will not restart.',
    unit: 'short',
    expr: `
max(
  kube_pod_status_phase{${mine}, phase="Pending"} * 1
  or kube_pod_status_phase{${mine}, phase="Running"} * 2
  or kube_pod_status_phase{${mine}, phase="Succeeded"} * 3
  or kube_pod_status_phase{${mine}, phase="Failed"} * 4
  or kube_pod_status_phase{${mine}, phase="Unknown"} * 5
)`,
    values: {
      1: ['Pending', 'orange'],
      2: ['Running', 'green'],
      3: ['Succeeded', 'blue'],
      4: ['Failed', 'red'],
      5: ['Unknown', 'red'],
    },
    noValue: 'gone',
  }),
  stat({
    title: 'Age',
    description: 'Time since the pod was created.',
    unit: 'dtdurations',
    expr: `time() - max(kube_pod_created{${mine}})`,
  }),
  stat({
    title: 'Restarts',
    description: 'Restarts of all its containers since it was created.',
    unit: 'short',
    decimals: 0,
    expr: `sum(kube_pod_container_status_restarts_total{${mine}})`,
    limits: { warning: 1, critical: 10 },
  }),
  stat({
    title: 'Closest to its memory limit',
    description: 'The container with the least room: at 100% it is killed.',
    unit: 'percentunit',
    decimals: 0,
    expr: `max(${sumOf(byContainer, recorded.memory)} / ${sumOf(byContainer, recorded.memoryLimits)})`,
    limits: { warning: 0.8, critical: 0.95 },
    noValue: 'no limit',
  }),
  stat({
    title: 'Node',
    description: 'Where it runs. Click to see the node.',
    unit: 'short',
    expr: `max by (node) (kube_pod_info{${mine}})`,
    legend: '{{node}}',
    name: true,
    link: toNode('node'),
    noValue: 'none',
  }),
];

const containers = table({
  title: 'Containers',
  description: 'Use of each container against what it asked for and may have.',
  width: 16,
  height: 8,
  labels: { container: { title: 'Container' } },
  columns: [
    {
      title: 'Ready',
      unit: 'short',
      expr: `max by (container) (kube_pod_container_status_ready{${mine}})`,
      values: { 0: ['no', 'red'], 1: ['yes', 'green'] },
    },
    {
      title: 'Restarts',
      unit: 'short',
      decimals: 0,
      expr: sumOf(byContainer, 'kube_pod_container_status_restarts_total', `, ${ksm}`),
      limits: { warning: 1, critical: 10 },
    },
    { title: 'CPU', unit: 'suffix:cores', decimals: 3, expr: sumOf(byContainer, recorded.cpu) },
    { title: 'CPU request', unit: 'suffix:cores', expr: sumOf(byContainer, recorded.cpuRequests) },
    { title: 'Memory', unit: 'bytes', expr: sumOf(byContainer, recorded.memory) },
    { title: 'Memory request', unit: 'bytes', expr: sumOf(byContainer, recorded.memoryRequests) },
    { title: 'Memory limit', unit: 'bytes', expr: sumOf(byContainer, recorded.memoryLimits) },
    {
      title: 'Memory / limit',
      unit: 'percentunit',
      decimals: 0,
      expr: `${sumOf(byContainer, recorded.memory)}\n/ ${sumOf(byContainer, recorded.memoryLimits)}`,
      limits: { warning: 0.8, critical: 0.95 },
    },
  ],
  sortBy: 'Restarts',
});

const reasons = table({
  title: 'Why not running',
  description:
    'Why containers wait now, and why they ended last. OOMKilled: the memory limit; Error: see its log.',
  width: 8,
  height: 8,
  labels: { container: { title: 'Container' }, reason: { title: 'Reason' } },
  columns: [
    {
      title: 'Waiting',
      unit: 'short',
      expr: `max by (container, reason) (kube_pod_container_status_waiting_reason{${mine}} == 1)`,
      values: { 1: ['now', 'red'] },
    },
    {
      title: 'Last exit',
      unit: 'short',
      expr: `max by (container, reason) (kube_pod_container_status_last_terminated_reason{${mine}} == 1)`,
      values: { 1: ['last', 'orange'] },
    },
  ],
});

const memoryOfLimit = timeseries({
  title: 'Memory of limit',
  description: 'Working set over the memory limit, by container. Containers without a limit are not shown.',
  unit: 'percentunit',
  max: 1,
  limits: { warning: 0.8, critical: 0.95 },
  queries: [
    query(
      `${sumOf(byContainer, recorded.memory)}\n/ ${sumOf(byContainer, recorded.memoryLimits)}`,
      '{{container}}',
    ),
  ],
});
