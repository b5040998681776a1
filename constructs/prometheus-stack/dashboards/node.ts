// One node: utilisation, saturation and errors of each of its resources, and the pods that use them.
import { board, nodeVariable, row } from '../../kit/dashboard-board.js';
import { query, stat, table, timeseries } from '../../kit/dashboard-panels.js';
import { ksm, kubelet } from '../rules/select.js';
import { toPodAnywhere, uid } from './links.js';
import { disk } from './node-disk.js';
import { cpu, files, here, memory, mine, network } from './node-resources.js';
import { recorded } from './usage.js';

const pods = 'node="$node"';

export function nodeDashboard(): unknown {
  return board({
    uid: uid.node,
    title: 'Node',
    description: 'One node by utilisation, saturation and errors (USE), and what runs on it.',
    tags: ['kubernetes', 'nodes'],
    variables: [nodeVariable()],
    links: [{ board: uid.cluster, title: 'Cluster' }],
    rows: [
      row('State', state),
      row('CPU', cpu),
      row('Memory', memory),
      row('Disk', disk),
      row('Network', network),
      row('Pods', [podTable]),
      row('Kubelet', kubeletPanels, { collapsed: true }),
      row('Kernel', kernel, { collapsed: true }),
    ],
  });
}

const state = [
  stat({
    title: 'Ready',
    description:
      'What the kubelet reports to the API server. Unknown for 40 seconds: the node counts as not ready.',
    unit: 'short',
    expr: `max(kube_node_status_condition{${ksm}, ${pods}, condition="Ready", status="true"})`,
    values: { 0: ['no', 'red'], 1: ['yes', 'green'] },
  }),
  stat({
    title: 'Pressure',
    description:
      'Conditions MemoryPressure, DiskPressure and PIDPressure: the kubelet evicts pods while one holds.',
    unit: 'short',
    expr: `
sum(kube_node_status_condition{${ksm}, ${pods}, condition=~"MemoryPressure|DiskPressure|PIDPressure", status="true"})`,
    limits: { critical: 1 },
  }),
  stat({
    title: 'Up',
    description: 'Time since the kernel booted.',
    unit: 'dtdurations',
    expr: `max(node_time_seconds{${mine}} - node_boot_time_seconds{${mine}})`,
  }),
  stat({
    title: 'CPU',
    description: 'Share of CPU time that is not idle.',
    unit: 'percentunit',
    decimals: 0,
    expr: `instance:node_cpu_utilisation:rate5m{${here}}`,
    limits: { warning: 0.8, critical: 0.95 },
  }),
  stat({
    title: 'Memory',
    description: 'Share of memory that cannot be given to a new process.',
    unit: 'percentunit',
    decimals: 0,
    expr: `instance:node_memory_utilisation:ratio{${here}}`,
    limits: { warning: 0.8, critical: 0.92 },
  }),
  stat({
    title: 'Fullest file system',
    description: 'The kubelet deletes images at 85% and evicts pods at 90%, unless configured.',
    unit: 'percentunit',
    decimals: 0,
    expr: `max(1 - node_filesystem_avail_bytes{${files}} / node_filesystem_size_bytes{${files}})`,
    limits: { warning: 0.8, critical: 0.9 },
  }),
  stat({
    title: 'Pods',
    description: 'Running pods over the number that the node accepts.',
    unit: 'percentunit',
    decimals: 0,
    expr: `
max(kubelet_running_pods{${kubelet}, ${pods}})
/ max(kube_node_status_allocatable{${ksm}, ${pods}, resource="pods"})`,
    limits: { warning: 0.85, critical: 0.95 },
  }),
  stat({
    title: 'Clock offset',
    description:
      'Distance of the clock from its time server. Beyond 50 ms, certificates, etcd and logs get confused.',
    unit: 's',
    expr: `max(abs(node_timex_offset_seconds{${mine}}))`,
    limits: { warning: 0.05, critical: 0.5 },
  }),
];

const podTable = table({
  title: 'Pods',
  description: 'Pods on this node by what they use and reserve. The pods without requests are evicted first.',
  height: 10,
  labels: { namespace: { title: 'Namespace' }, pod: { title: 'Pod', link: toPodAnywhere } },
  columns: [
    {
      title: 'CPU',
      unit: 'suffix:cores',
      decimals: 3,
      expr: `sum by (namespace, pod) (${recorded.cpu}{${pods}})`,
    },
    {
      title: 'CPU requested',
      unit: 'suffix:cores',
      decimals: 2,
      expr: `sum by (namespace, pod) (${recorded.cpuRequests}{${pods}})`,
    },
    { title: 'Memory', unit: 'bytes', expr: `sum by (namespace, pod) (${recorded.memory}{${pods}})` },
    {
      title: 'Memory requested',
      unit: 'bytes',
      expr: `sum by (namespace, pod) (${recorded.memoryRequests}{${pods}})`,
    },
    {
      title: 'Memory / requests',
      unit: 'percentunit',
      decimals: 0,
      limits: { warning: 1, critical: 1.5 },
      expr: `
sum by (namespace, pod) (${recorded.memory}{${pods}})
/ sum by (namespace, pod) (${recorded.memoryRequests}{${pods}})`,
    },
  ],
  sortBy: 'Memory',
});

const kubeletPanels = [
  timeseries({
    title: 'Pods and containers',
    description: 'What the kubelet runs. Running containers fall and rise together with a crash loop.',
    unit: 'short',
    decimals: 0,
    queries: [
      query(`sum(kubelet_running_pods{${kubelet}, ${pods}})`, 'pods'),
      query(
        `sum by (container_state) (kubelet_running_containers{${kubelet}, ${pods}})`,
        'containers {{container_state}}',
      ),
    ],
  }),
  timeseries({
    title: 'Pod lifecycle (PLEG) relist',
    description:
      'How long the kubelet takes to list containers. Above 3 minutes the node becomes not ready; seconds mean a slow runtime or disk.',
    unit: 's',
    limits: { warning: 1, critical: 10 },
    queries: [
      query(
        `node_quantile:kubelet_pleg_relist_duration_seconds:histogram_quantile{${pods}}`,
        'quantile {{quantile}}',
      ),
    ],
  }),
  timeseries({
    title: 'Container runtime errors',
    description: 'Failed calls to the container runtime, by kind of call.',
    unit: 'ops',
    queries: [
      query(
        `sum by (operation_type) (rate(kubelet_runtime_operations_errors_total{${kubelet}, ${pods}}[$__rate_interval]))`,
        '{{operation_type}}',
      ),
    ],
  }),
];

const kernel = [
  timeseries({
    title: 'Retransmitted TCP segments',
    description: 'Segments sent again: loss on the way. Compare with other nodes before blaming this one.',
    unit: 'pps',
    queries: [query(`rate(node_netstat_Tcp_RetransSegs{${mine}}[$__rate_interval])`, 'retransmitted')],
  }),
  timeseries({
    title: 'Open files',
    description: 'Open file handles over what the kernel allows.',
    unit: 'percentunit',
    max: 1,
    limits: { warning: 0.7, critical: 0.9 },
    queries: [query(`node_filefd_allocated{${mine}} / node_filefd_maximum{${mine}}`, 'in use')],
  }),
  timeseries({
    title: 'Context switches and forks',
    description:
      'How often CPUs change tasks, and new processes. Jumps come with exec probes and crash loops.',
    unit: 'ops',
    queries: [
      query(`rate(node_context_switches_total{${mine}}[$__rate_interval])`, 'context switches'),
      query(`rate(node_forks_total{${mine}}[$__rate_interval])`, 'forks'),
    ],
  }),
];
