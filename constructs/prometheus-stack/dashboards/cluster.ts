// The first dashboard in an incident: is the cluster healthy, what is full, and where to look next.
import { board, row } from '../../kit/dashboard-board.js';
import { gauge, query, stat, table, timeseries } from '../../kit/dashboard-panels.js';
import { ksm, kubelet, node } from '../rules/select.js';
import { toNamespace, toNode, uid } from './links.js';
import { recorded } from './usage.js';

export function clusterDashboard(): unknown {
  return board({
    uid: uid.cluster,
    title: 'Cluster',
    description: 'Health and capacity of the whole cluster. Click a namespace or a node to go on.',
    tags: ['kubernetes'],
    links: [
      { board: uid.apiserver, title: 'API server' },
      { board: uid.volumes, title: 'Volumes' },
    ],
    rows: [
      row('State', state),
      row('Capacity', capacity),
      row('Use', use),
      row('Alerts', [alerts]),
      row('Namespaces', [namespaces]),
      row('Nodes', [nodes]),
      row('Network', network, { collapsed: true }),
    ],
  });
}

const alive = `on (namespace, pod) (kube_pod_status_phase{${ksm}, phase=~"Pending|Running|Unknown"} == 1)`;
const allocatable = (resource: string) => `kube_node_status_allocatable{${ksm}, resource="${resource}"}`;

const state = [
  stat({
    title: 'Nodes not ready',
    description:
      'Nodes whose kubelet reports trouble or does not report at all. See the table of nodes below.',
    unit: 'short',
    expr: `count(kube_node_status_condition{${ksm}, condition="Ready", status!="true"} == 1) or vector(0)`,
    limits: { critical: 1 },
  }),
  stat({
    title: 'Nodes under pressure',
    description: 'Nodes short of memory, disk or process ids: the kubelet evicts pods there.',
    unit: 'short',
    expr: `
count(count by (node) (
  kube_node_status_condition{${ksm}, condition=~"MemoryPressure|DiskPressure|PIDPressure", status="true"} == 1
)) or vector(0)`,
    limits: { warning: 1, critical: 2 },
  }),
  stat({
    title: 'Critical alerts',
    description: 'Firing alerts that ask for a person now. They are listed below.',
    unit: 'short',
    expr: 'count(ALERTS{alertstate="firing", severity="critical"}) or vector(0)',
    limits: { critical: 1 },
  }),
  stat({
    title: 'Warnings',
    description: 'Firing alerts that can wait for working hours. They are listed below.',
    unit: 'short',
    expr: 'count(ALERTS{alertstate="firing", severity="warning"}) or vector(0)',
    limits: { warning: 1 },
  }),
  stat({
    title: 'Pods not ready',
    description:
      'Pods that should serve and do not. A few are normal during a rollout; finished Jobs do not count.',
    unit: 'short',
    expr: `
count(kube_pod_status_ready{${ksm}, condition="true"} == 0 and ${alive}) or vector(0)`,
    limits: { warning: 1, critical: 20 },
  }),
  stat({
    title: 'Containers stuck',
    description:
      'Containers that crash in a loop, or cannot be created: a missing image, Secret or ConfigMap.',
    unit: 'short',
    expr: `
sum(kube_pod_container_status_waiting_reason{${ksm},
  reason=~"CrashLoopBackOff|ImagePullBackOff|ErrImagePull|InvalidImageName|CreateContainerConfigError|CreateContainerError"
}) or vector(0)`,
    limits: { warning: 1, critical: 10 },
  }),
  stat({
    title: 'API availability, 30 days',
    description:
      'Share of API requests that were answered well and fast enough. 99% is the objective; see the API server dashboard.',
    unit: 'percentunit',
    decimals: 3,
    expr: 'apiserver_request:availability30d{verb="all"}',
    limits: { worse: 'below', warning: 0.995, critical: 0.99 },
    link: { board: uid.apiserver, title: 'API server' },
  }),
  stat({
    title: 'Targets down',
    description: 'Endpoints that Prometheus cannot scrape: what they serve is not watched.',
    unit: 'short',
    expr: 'count(up == 0) or vector(0)',
    limits: { warning: 1, critical: 5 },
    link: { board: uid.prometheus, title: 'Prometheus' },
  }),
];

const capacity = [
  gauge({
    title: 'CPU in use',
    description: 'Share of all CPU time that is not idle. Above 80% there is little room for a lost node.',
    unit: 'percentunit',
    expr: 'cluster:node_cpu:ratio_rate5m',
    limits: { warning: 0.75, critical: 0.9 },
  }),
  gauge({
    title: 'CPU requested',
    description: 'Requests of all pods over what nodes can give: pods stay pending at 100%.',
    unit: 'percentunit',
    expr: `sum(namespace_cpu:kube_pod_container_resource_requests:sum) / sum(${allocatable('cpu')})`,
    limits: { warning: 0.8, critical: 0.95 },
  }),
  gauge({
    title: 'CPU requested, one node less',
    description: 'The same without the largest node. Above 100%, pods of a lost node find no place.',
    unit: 'percentunit',
    max: 1.2,
    expr: `
sum(namespace_cpu:kube_pod_container_resource_requests:sum)
/ (sum(${allocatable('cpu')}) - max(${allocatable('cpu')}) > 0)`,
    limits: { warning: 0.9, critical: 1 },
  }),
  gauge({
    title: 'Memory in use',
    description:
      'Share of all memory that cannot be given to a new process. Memory cannot be lent: above 90% pods die.',
    unit: 'percentunit',
    expr: `1 - sum(:node_memory_MemAvailable_bytes:sum) / sum(node_memory_MemTotal_bytes{${node}})`,
    limits: { warning: 0.8, critical: 0.9 },
  }),
  gauge({
    title: 'Memory requested',
    description: 'Requests of all pods over what nodes can give: pods stay pending at 100%.',
    unit: 'percentunit',
    expr: `sum(namespace_memory:kube_pod_container_resource_requests:sum) / sum(${allocatable('memory')})`,
    limits: { warning: 0.8, critical: 0.95 },
  }),
  gauge({
    title: 'Memory requested, one node less',
    description: 'The same without the largest node. Above 100%, pods of a lost node find no place.',
    unit: 'percentunit',
    max: 1.2,
    expr: `
sum(namespace_memory:kube_pod_container_resource_requests:sum)
/ (sum(${allocatable('memory')}) - max(${allocatable('memory')}) > 0)`,
    limits: { warning: 0.9, critical: 1 },
  }),
  gauge({
    title: 'Pods',
    description: 'Running pods over the number that nodes accept (110 each unless configured).',
    unit: 'percentunit',
    expr: `sum(kubelet_running_pods{${kubelet}}) / sum(${allocatable('pods')})`,
    limits: { warning: 0.8, critical: 0.95 },
  }),
];

const use = [
  timeseries({
    title: 'CPU by namespace',
    description: 'Cores in use. The dashed lines are what pods request and what nodes can give.',
    unit: 'suffix:cores',
    height: 9,
    stack: true,
    link: toNamespace,
    queries: [
      query(`sum by (namespace) (${recorded.cpu})`, '{{namespace}}'),
      query('sum(namespace_cpu:kube_pod_container_resource_requests:sum)', 'requested', { as: 'request' }),
      query(`sum(${allocatable('cpu')})`, 'allocatable', { as: 'limit' }),
    ],
  }),
  timeseries({
    title: 'Memory by namespace',
    description: 'Working set of containers. The dashed lines are what pods request and what nodes can give.',
    unit: 'bytes',
    height: 9,
    stack: true,
    link: toNamespace,
    queries: [
      query(`sum by (namespace) (${recorded.memory})`, '{{namespace}}'),
      query('sum(namespace_memory:kube_pod_container_resource_requests:sum)', 'requested', { as: 'request' }),
      query(`sum(${allocatable('memory')})`, 'allocatable', { as: 'limit' }),
    ],
  }),
];

const alerts = table({
  title: 'Firing alerts',
  description:
    'All but the informational ones, by severity. The runbook of each is linked from its notification.',
  height: 7,
  labels: {
    alertname: { title: 'Alert' },
    severity: { title: 'Severity', width: 110 },
    namespace: { title: 'Namespace', link: toNamespace },
  },
  columns: [
    {
      title: 'Firing',
      unit: 'short',
      expr: 'count by (alertname, severity, namespace) (ALERTS{alertstate="firing", severity=~"critical|warning"})',
    },
  ],
  sortBy: 'Severity',
  ascending: true,
});

const namespaces = table({
  title: 'Namespaces',
  description:
    'What each namespace runs, uses and asks for. Above 100% of its requests, a namespace lives on credit.',
  height: 10,
  labels: { namespace: { title: 'Namespace', link: toNamespace } },
  columns: [
    {
      title: 'Pods',
      unit: 'short',
      expr: `sum by (namespace) (kube_pod_status_phase{${ksm}, phase="Running"})`,
    },
    {
      title: 'Not ready',
      unit: 'short',
      expr: `count by (namespace) (kube_pod_status_ready{${ksm}, condition="true"} == 0 and ${alive})`,
      limits: { warning: 1, critical: 5 },
    },
    {
      title: 'Restarts, 1 h',
      unit: 'short',
      decimals: 0,
      expr: `sum by (namespace) (increase(kube_pod_container_status_restarts_total{${ksm}}[1h]))`,
      limits: { warning: 1, critical: 10 },
    },
    { title: 'CPU', unit: 'suffix:cores', decimals: 2, expr: `sum by (namespace) (${recorded.cpu})` },
    {
      title: 'CPU / requests',
      unit: 'percentunit',
      decimals: 0,
      expr: `sum by (namespace) (${recorded.cpu}) / namespace_cpu:kube_pod_container_resource_requests:sum`,
      limits: { warning: 1, critical: 2 },
    },
    { title: 'Memory', unit: 'bytes', expr: `sum by (namespace) (${recorded.memory})` },
    {
      title: 'Memory / requests',
      unit: 'percentunit',
      decimals: 0,
      expr: `sum by (namespace) (${recorded.memory}) / namespace_memory:kube_pod_container_resource_requests:sum`,
      limits: { warning: 1, critical: 1.5 },
    },
  ],
  sortBy: 'Memory',
});

/** Series of nodes that say `node`, as the recorded ones say it: `instance`. */
const asInstance = (expr: string) =>
  `max by (instance) (label_replace(${expr}, "instance", "$1", "node", "(.+)"))`;

const nodes = table({
  title: 'Nodes',
  description: 'State and use of each node.',
  height: 10,
  labels: { instance: { title: 'Node', link: toNode('instance') } },
  columns: [
    {
      title: 'Ready',
      unit: 'short',
      expr: asInstance(`kube_node_status_condition{${ksm}, condition="Ready", status="true"}`),
      values: { 0: ['no', 'red'], 1: ['yes', 'green'] },
    },
    {
      title: 'Schedulable',
      unit: 'short',
      expr: `1 - ${asInstance(`kube_node_spec_unschedulable{${ksm}}`)}`,
      values: { 0: ['cordoned', 'orange'], 1: ['yes', 'green'] },
    },
    {
      title: 'CPU',
      unit: 'percentunit',
      decimals: 0,
      expr: 'max by (instance) (instance:node_cpu_utilisation:rate5m)',
      limits: { warning: 0.8, critical: 0.95 },
      bar: 1,
    },
    {
      title: 'Load per core',
      unit: 'short',
      decimals: 2,
      expr: 'max by (instance) (instance:node_load1_per_cpu:ratio)',
      limits: { warning: 1, critical: 2 },
    },
    {
      title: 'Memory',
      unit: 'percentunit',
      decimals: 0,
      expr: 'max by (instance) (instance:node_memory_utilisation:ratio)',
      limits: { warning: 0.8, critical: 0.92 },
      bar: 1,
    },
    {
      title: 'Fullest disk',
      unit: 'percentunit',
      decimals: 0,
      expr: `
max by (instance) (
  1 - node_filesystem_avail_bytes{${node}, fstype!~"tmpfs|ramfs|overlay|squashfs|iso9660", mountpoint!=""}
  / node_filesystem_size_bytes{${node}, fstype!~"tmpfs|ramfs|overlay|squashfs|iso9660", mountpoint!=""}
)`,
      limits: { warning: 0.8, critical: 0.9 },
      bar: 1,
    },
    { title: 'Pods', unit: 'short', expr: asInstance(`kubelet_running_pods{${kubelet}}`) },
  ],
  sortBy: 'Memory',
});

const network = [
  timeseries({
    title: 'Network traffic by node',
    description: 'Bytes received on physical interfaces, and below the line sent.',
    unit: 'binBps',
    link: toNode('instance'),
    queries: [
      query('instance:node_network_receive_bytes_excluding_lo:rate5m', '{{instance}} in'),
      query('instance:node_network_transmit_bytes_excluding_lo:rate5m', '{{instance}} out', { as: 'mirror' }),
    ],
  }),
  timeseries({
    title: 'Dropped packets by node',
    description:
      'Packets dropped by the kernel on the way in, and below the line on the way out. Near zero is normal.',
    unit: 'pps',
    link: toNode('instance'),
    queries: [
      query('instance:node_network_receive_drop_excluding_lo:rate5m', '{{instance}} in'),
      query('instance:node_network_transmit_drop_excluding_lo:rate5m', '{{instance}} out', { as: 'mirror' }),
    ],
  }),
];
