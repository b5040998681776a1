// The first dashboard in an incident: is the cluster healthy, what is full, and where to look next.
import { board, row } from '../../kit/dashboard-board.js';
import { query, timeseries } from '../../kit/dashboard-panels.js';
import { allocatable, capacity, state } from './cluster-state.js';
import { alerts, namespaces, nodes } from './cluster-tables.js';
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
