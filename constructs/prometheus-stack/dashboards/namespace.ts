// One namespace: which of its workloads are unwell, what they use, and what its quota still allows.
import { board, namespaceVariable, row } from '../../kit/dashboard-board.js';
import { query, stat, timeseries } from '../../kit/dashboard-panels.js';
import { toPod, uid } from './links.js';
import {
  alive,
  byPod,
  byWorkload,
  mine,
  pods,
  quota,
  select,
  volumes,
  workloads,
} from './namespace-tables.js';
import {
  cpuThrottling,
  cpuUse,
  diskBytes,
  memoryUse,
  networkBytes,
  networkDrops,
  recorded,
  totalOf,
} from './usage.js';

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
