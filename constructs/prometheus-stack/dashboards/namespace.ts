// One namespace: which of its workloads are unwell, what they use, and what its quota still allows.
import { board, namespaceVariable, row } from '../../kit/dashboard-board.js';
import { query, stat, table, timeseries } from '../../kit/dashboard-panels.js';
import { ksm } from '../rules/select.js';
import { toPod, toWorkload, uid } from './links.js';
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
  totalOf,
} from './usage.js';

const select = 'namespace="$namespace"';
const mine = `${ksm}, ${select}`;

const byWorkload: Scope = {
  select,
  by: 'workload, workload_type',
  legend: '{{workload}} ({{workload_type}})',
  join: ` * on (namespace, pod) group_left (workload, workload_type) ${recorded.owner}{${select}}`,
  link: toWorkload,
};
const byPod: Scope = { select, by: 'pod', legend: '{{pod}}', link: toPod };

export function namespaceDashboard(): unknown {
  return board({
    uid: uid.namespace,
    title: 'Namespace',
    description: 'Workloads and pods of one namespace. Click a workload or a pod to go on.',
    tags: ['kubernetes'],
    variables: [namespaceVariable()],
    links: [{ board: uid.cluster, title: 'Cluster' }],
    rows: [
      row('State', state),
      row('Workloads', [workloads]),
      row('CPU', [cpuUse(byWorkload), cpuThrottling(byPod)]),
      row('Memory', [memoryUse(byWorkload), restarts]),
      row('Pods', [pods]),
      row('Network', [networkBytes(byWorkload), networkDrops(byWorkload)]),
      row('Disk', [diskBytes(byWorkload), volumes]),
      row('Quota', [quota], { collapsed: true }),
    ],
  });
}

const alive = `on (namespace, pod) (kube_pod_status_phase{${mine}, phase=~"Pending|Running|Unknown"} == 1)`;

const state = [
  stat({
    title: 'Pods running',
    description: 'Pods in phase Running.',
    unit: 'short',
    expr: `sum(kube_pod_status_phase{${mine}, phase="Running"}) or vector(0)`,
  }),
  stat({
    title: 'Pods not ready',
    description: 'Pods that should serve and do not. The table of pods below says which.',
    unit: 'short',
    expr: `count(kube_pod_status_ready{${mine}, condition="true"} == 0 and ${alive}) or vector(0)`,
    limits: { warning: 1, critical: 5 },
  }),
  stat({
    title: 'Restarts, 1 h',
    description: 'Restarts of containers in the last hour: crashes, failed liveness probes and OOM kills.',
    unit: 'short',
    decimals: 0,
    expr: `sum(increase(kube_pod_container_status_restarts_total{${mine}}[1h])) or vector(0)`,
    limits: { warning: 1, critical: 10 },
  }),
  stat({
    title: 'OOM kills at last exit',
    description: 'Containers whose last exit was for memory: their limit is too low, or they leak.',
    unit: 'short',
    expr: `sum(kube_pod_container_status_last_terminated_reason{${mine}, reason="OOMKilled"}) or vector(0)`,
    limits: { warning: 1 },
  }),
  stat({
    title: 'CPU / requests',
    description:
      'Cores in use over cores requested. Far below 100%: requests keep others out. Far above: it lives on credit.',
    unit: 'percentunit',
    decimals: 0,
    expr: `${totalOf(byPod, recorded.cpu)} / ${totalOf(byPod, recorded.cpuRequests)}`,
    limits: { warning: 1, critical: 2 },
  }),
  stat({
    title: 'Memory / requests',
    description:
      'Working set over memory requested. Above 100%, pods are evicted first when a node runs out of memory.',
    unit: 'percentunit',
    decimals: 0,
    expr: `${totalOf(byPod, recorded.memory)} / ${totalOf(byPod, recorded.memoryRequests)}`,
    limits: { warning: 1, critical: 1.5 },
  }),
  stat({
    title: 'Alerts',
    description: 'Firing alerts, warnings and critical ones, about this namespace.',
    unit: 'short',
    expr: `count(ALERTS{alertstate="firing", severity=~"critical|warning", ${select}}) or vector(0)`,
    limits: { warning: 1, critical: 3 },
  }),
];

const workloads = table({
  title: 'Workloads',
  description: 'Each Deployment, StatefulSet, DaemonSet, Job and other owner of pods.',
  labels: {
    workload: { title: 'Workload', link: toWorkload },
    workload_type: { title: 'Type', width: 120 },
  },
  columns: [
    {
      title: 'Pods',
      unit: 'short',
      expr: `count by (workload, workload_type) (${recorded.owner}{${select}})`,
    },
    {
      title: 'Not ready',
      unit: 'short',
      expr: `
count by (workload, workload_type) (
  (kube_pod_status_ready{${mine}, condition="true"} == 0 and ${alive})
  + on (namespace, pod) group_left (workload, workload_type) ${recorded.owner}{${select}}
)`,
      limits: { warning: 1, critical: 3 },
    },
    { title: 'CPU', unit: 'suffix:cores', decimals: 3, expr: sumOf(byWorkload, recorded.cpu) },
    {
      title: 'CPU / requests',
      unit: 'percentunit',
      decimals: 0,
      expr: `${sumOf(byWorkload, recorded.cpu)}\n/ ${sumOf(byWorkload, recorded.cpuRequests)}`,
      limits: { warning: 1, critical: 2 },
    },
    { title: 'Memory', unit: 'bytes', expr: sumOf(byWorkload, recorded.memory) },
    {
      title: 'Memory / requests',
      unit: 'percentunit',
      decimals: 0,
      expr: `${sumOf(byWorkload, recorded.memory)}\n/ ${sumOf(byWorkload, recorded.memoryRequests)}`,
      limits: { warning: 1, critical: 1.5 },
    },
    {
      title: 'Memory / limits',
      unit: 'percentunit',
      decimals: 0,
      expr: `${sumOf(byWorkload, recorded.memory)}\n/ ${sumOf(byWorkload, recorded.memoryLimits)}`,
      limits: { warning: 0.8, critical: 0.95 },
    },
  ],
  sortBy: 'Memory',
});

const restarts = timeseries({
  title: 'Restarts',
  description: 'Restarts of containers in the 10 minutes before each point, by pod. None is normal.',
  unit: 'short',
  decimals: 0,
  link: toPod,
  queries: [
    query(`sum by (pod) (increase(kube_pod_container_status_restarts_total{${mine}}[10m])) > 0`, '{{pod}}'),
  ],
});

const pods = table({
  title: 'Pods',
  description: 'Pods that have not finished, the newest trouble first.',
  height: 10,
  labels: { pod: { title: 'Pod', link: toPod } },
  columns: [
    {
      title: 'Ready',
      unit: 'short',
      expr: `max by (pod) (kube_pod_status_ready{${mine}, condition="true"} and ${alive})`,
      values: { 0: ['no', 'red'], 1: ['yes', 'green'] },
    },
    {
      title: 'Age',
      unit: 'dtdurations',
      expr: `time() - max by (pod) (kube_pod_created{${mine}} and ${alive})`,
    },
    {
      title: 'Restarts',
      unit: 'short',
      decimals: 0,
      expr: `sum by (pod) (kube_pod_container_status_restarts_total{${mine}} and ${alive})`,
      limits: { warning: 1, critical: 10 },
    },
    { title: 'CPU', unit: 'suffix:cores', decimals: 3, expr: sumOf(byPod, recorded.cpu) },
    { title: 'Memory', unit: 'bytes', expr: sumOf(byPod, recorded.memory) },
    {
      title: 'Memory / limits',
      unit: 'percentunit',
      decimals: 0,
      expr: `${sumOf(byPod, recorded.memory)}\n/ ${sumOf(byPod, recorded.memoryLimits)}`,
      limits: { warning: 0.8, critical: 0.95 },
    },
  ],
  sortBy: 'Restarts',
});

const volumes = table({
  title: 'Volumes',
  description:
    'How full the claims of this namespace are, as the kubelets report it. Unmounted claims report nothing.',
  height: 8,
  labels: {
    persistentvolumeclaim: {
      title: 'Claim',
      link: {
        board: uid.volumes,
        title: 'Volume',
        keep: ['namespace'],
        labels: { claim: 'persistentvolumeclaim' },
      },
    },
  },
  columns: [
    {
      title: 'Used',
      unit: 'percentunit',
      decimals: 0,
      bar: 1,
      limits: { warning: 0.8, critical: 0.9 },
      expr: `
max by (persistentvolumeclaim) (
  1 - kubelet_volume_stats_available_bytes{${select}} / kubelet_volume_stats_capacity_bytes{${select}}
)`,
    },
    {
      title: 'Free',
      unit: 'bytes',
      expr: `min by (persistentvolumeclaim) (kubelet_volume_stats_available_bytes{${select}})`,
    },
  ],
});

const quota = table({
  title: 'Resource quota',
  description: 'Use of each ResourceQuota. At 100%, the API server refuses new pods.',
  labels: { resourcequota: { title: 'Quota' }, resource: { title: 'Resource' } },
  columns: [
    {
      title: 'Used',
      unit: 'short',
      expr: `max by (resourcequota, resource) (kube_resourcequota{${mine}, type="used"})`,
    },
    {
      title: 'Hard limit',
      unit: 'short',
      expr: `max by (resourcequota, resource) (kube_resourcequota{${mine}, type="hard"})`,
    },
    {
      title: 'Used of it',
      unit: 'percentunit',
      decimals: 0,
      bar: 1,
      limits: { warning: 0.8, critical: 0.95 },
      expr: `
max by (resourcequota, resource) (kube_resourcequota{${mine}, type="used"})
/ (max by (resourcequota, resource) (kube_resourcequota{${mine}, type="hard"}) > 0)`,
    },
  ],
  sortBy: 'Used of it',
});
