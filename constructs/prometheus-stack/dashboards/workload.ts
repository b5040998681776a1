// One workload: are its replicas up, what does each pod use, and are its requests right.
import { board, namespaceVariable, row, workloadVariables } from '../../kit/dashboard-board.js';
import { query, stat, table, timeseries } from '../../kit/dashboard-panels.js';
import { ksm } from '../rules/select.js';
import { toPod, uid } from './links.js';
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
const owner = `${recorded.owner}{${select}, workload="$workload", workload_type=~"$type"}`;
const ofWorkload = ` * on (namespace, pod) group_left (workload) ${owner}`;

const byPod: Scope = { select, by: 'pod', legend: '{{pod}}', join: ofWorkload, link: toPod };
const byContainer: Scope = { select, by: 'container', legend: '{{container}}', join: ofWorkload };

export function workloadDashboard(): unknown {
  return board({
    uid: uid.workload,
    title: 'Workload',
    description: 'One Deployment, StatefulSet, DaemonSet or Job. Click a pod to go on.',
    tags: ['kubernetes'],
    variables: [namespaceVariable(), ...workloadVariables()],
    links: [
      { board: uid.cluster, title: 'Cluster' },
      { board: uid.namespace, title: 'Namespace' },
    ],
    rows: [
      row('State', state),
      row('Replicas and restarts', [replicas, restarts]),
      row('CPU', [cpuUse(byPod), cpuThrottling(byPod)]),
      row('Memory', [memoryUse(byPod), memoryByContainer]),
      row('Pods', [pods]),
      row('Network', [networkBytes(byPod), networkDrops(byPod)]),
      row('Disk', [diskBytes(byPod)], { collapsed: true }),
    ],
  });
}

/** Ready pods of the workload, whatever its kind. */
const ready = `kube_pod_status_ready{${mine}, condition="true"}${ofWorkload}`;

const state = [
  stat({
    title: 'Pods',
    description: 'Pods that belong to the workload now, in any state.',
    unit: 'short',
    expr: `count(${owner}) or vector(0)`,
  }),
  stat({
    title: 'Ready',
    description: 'Pods that pass their readiness probe. None: nothing serves.',
    unit: 'short',
    expr: `sum(${ready}) or vector(0)`,
    limits: { worse: 'below', critical: 1 },
  }),
  stat({
    title: 'Restarts, 1 h',
    description: 'Restarts of its containers in the last hour.',
    unit: 'short',
    decimals: 0,
    expr: `sum(increase(kube_pod_container_status_restarts_total{${mine}}[1h])${ofWorkload}) or vector(0)`,
    limits: { warning: 1, critical: 5 },
  }),
  stat({
    title: 'Waiting containers',
    description: 'Containers that wait to start, be it for an image, a Secret or the end of a back-off.',
    unit: 'short',
    expr: `sum(kube_pod_container_status_waiting{${mine}}${ofWorkload}) or vector(0)`,
    limits: { warning: 1, critical: 3 },
  }),
  stat({
    title: 'CPU / requests',
    description: 'Cores in use over cores requested.',
    unit: 'percentunit',
    decimals: 0,
    expr: `${totalOf(byPod, recorded.cpu)} / ${totalOf(byPod, recorded.cpuRequests)}`,
    limits: { warning: 1, critical: 2 },
  }),
  stat({
    title: 'Memory / requests',
    description: 'Working set over memory requested.',
    unit: 'percentunit',
    decimals: 0,
    expr: `${totalOf(byPod, recorded.memory)} / ${totalOf(byPod, recorded.memoryRequests)}`,
    limits: { warning: 1, critical: 1.5 },
  }),
  stat({
    title: 'Closest to its memory limit',
    description: 'The container with the least room: at 100% it is killed.',
    unit: 'percentunit',
    decimals: 0,
    expr: `
max(
  sum by (namespace, pod, container) (${recorded.memory}{${select}})
  / sum by (namespace, pod, container) (${recorded.memoryLimits}{${select}})
  * on (namespace, pod) group_left (workload) ${owner}
)`,
    limits: { warning: 0.8, critical: 0.95 },
  }),
];

const replicas = timeseries({
  title: 'Replicas',
  description:
    'Pods of the workload, those that are ready, and the number that its controller wants. Ready below wanted for long: look at events and rollout status.',
  unit: 'short',
  decimals: 0,
  queries: [
    query(`count(${owner})`, 'pods', { color: 'blue' }),
    query(`sum(${ready})`, 'ready', { color: 'green' }),
    query(
      `
max(
  kube_deployment_spec_replicas{${mine}, deployment="$workload"}
  or kube_statefulset_replicas{${mine}, statefulset="$workload"}
  or kube_daemonset_status_desired_number_scheduled{${mine}, daemonset="$workload"}
)`,
      'wanted',
      { as: 'request' },
    ),
  ],
});

const restarts = timeseries({
  title: 'Restarts',
  description:
    'Restarts of containers in the 10 minutes before each point, by pod and container. None is normal.',
  unit: 'short',
  decimals: 0,
  link: toPod,
  queries: [
    query(
      `sum by (pod, container) (increase(kube_pod_container_status_restarts_total{${mine}}[10m])${ofWorkload}) > 0`,
      '{{pod}} / {{container}}',
    ),
  ],
});

const memoryByContainer = timeseries({
  title: 'Memory by container',
  description: 'Working set of each container, summed over the pods. A line that only rises is a leak.',
  unit: 'bytes',
  queries: [query(sumOf(byContainer, recorded.memory), byContainer.legend)],
});

const pods = table({
  title: 'Pods',
  description: 'Each pod of the workload.',
  labels: { pod: { title: 'Pod', link: toPod } },
  columns: [
    {
      title: 'Ready',
      unit: 'short',
      expr: `max by (pod) (${ready})`,
      values: { 0: ['no', 'red'], 1: ['yes', 'green'] },
    },
    {
      title: 'Restarts',
      unit: 'short',
      decimals: 0,
      expr: sumOf(byPod, 'kube_pod_container_status_restarts_total', `, ${ksm}`),
      limits: { warning: 1, critical: 10 },
    },
    { title: 'CPU', unit: 'suffix:cores', decimals: 3, expr: sumOf(byPod, recorded.cpu) },
    {
      title: 'CPU / requests',
      unit: 'percentunit',
      decimals: 0,
      expr: `${sumOf(byPod, recorded.cpu)}\n/ ${sumOf(byPod, recorded.cpuRequests)}`,
      limits: { warning: 1, critical: 2 },
    },
    { title: 'Memory', unit: 'bytes', expr: sumOf(byPod, recorded.memory) },
    {
      title: 'Memory / requests',
      unit: 'percentunit',
      decimals: 0,
      expr: `${sumOf(byPod, recorded.memory)}\n/ ${sumOf(byPod, recorded.memoryRequests)}`,
      limits: { warning: 1, critical: 1.5 },
    },
    {
      title: 'Memory / limits',
      unit: 'percentunit',
      decimals: 0,
      expr: `${sumOf(byPod, recorded.memory)}\n/ ${sumOf(byPod, recorded.memoryLimits)}`,
      limits: { warning: 0.8, critical: 0.95 },
    },
  ],
  sortBy: 'Memory',
});
