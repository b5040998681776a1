// One node: utilisation, saturation and errors of each of its resources, and the pods that use them.
import { board, nodeVariable, row } from '../../kit/dashboard-board.js';
import { query, stat, table, timeseries } from '../../kit/dashboard-panels.js';
import { disks, nics } from '../rules/recording-node.js';
import { ksm, kubelet, node } from '../rules/select.js';
import { toPodAnywhere, uid } from './links.js';
import { recorded } from './usage.js';

const here = 'instance="$node"';
const mine = `${node}, ${here}`;
const files = `${mine}, fstype!~"tmpfs|ramfs|overlay|squashfs|iso9660", mountpoint!=""`;
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

const cpu = [
  timeseries({
    title: 'CPU by mode',
    description:
      'Utilisation. iowait is idle time that waits for disks; steal is time that the hypervisor took.',
    unit: 'percentunit',
    max: 1,
    stack: true,
    queries: [
      query(
        `
sum by (mode) (rate(node_cpu_seconds_total{${mine}, mode!="idle"}[$__rate_interval]))
/ on () group_left () instance:node_num_cpu:sum{${here}}`,
        '{{mode}}',
      ),
    ],
  }),
  timeseries({
    title: 'Load',
    description:
      'Saturation: processes that run or wait for CPU or disk. Above the number of cores, they queue.',
    unit: 'short',
    queries: [
      query(`node_load1{${mine}}`, '1 min'),
      query(`node_load5{${mine}}`, '5 min'),
      query(`node_load15{${mine}}`, '15 min'),
      query(`instance:node_num_cpu:sum{${here}}`, 'cores', { as: 'limit' }),
    ],
  }),
  timeseries({
    title: 'Pressure stall',
    description:
      'Share of time in which some task waited for CPU, memory or disk. The best single sign of saturation; empty on kernels without PSI.',
    unit: 'percentunit',
    queries: [
      query(`rate(node_pressure_cpu_waiting_seconds_total{${mine}}[$__rate_interval])`, 'CPU'),
      query(`rate(node_pressure_memory_waiting_seconds_total{${mine}}[$__rate_interval])`, 'memory'),
      query(`rate(node_pressure_io_waiting_seconds_total{${mine}}[$__rate_interval])`, 'disk'),
    ],
  }),
];

const memory = [
  timeseries({
    title: 'Memory',
    description: 'Used is what processes hold; cache and buffers are given back under pressure.',
    unit: 'bytes',
    stack: true,
    queries: [
      query(
        `
node_memory_MemTotal_bytes{${mine}} - node_memory_MemFree_bytes{${mine}}
- node_memory_Buffers_bytes{${mine}} - node_memory_Cached_bytes{${mine}} - node_memory_SReclaimable_bytes{${mine}}`,
        'used',
      ),
      query(`node_memory_Cached_bytes{${mine}} + node_memory_SReclaimable_bytes{${mine}}`, 'cache'),
      query(`node_memory_Buffers_bytes{${mine}}`, 'buffers'),
      query(`node_memory_MemFree_bytes{${mine}}`, 'free'),
    ],
  }),
  timeseries({
    title: 'Major page faults',
    description: 'Saturation: pages read back from disk. A steady rate with memory nearly full is thrashing.',
    unit: 'ops',
    queries: [query(`instance:node_vmstat_pgmajfault:rate5m{${here}}`, 'major faults')],
  }),
  timeseries({
    title: 'OOM kills',
    description:
      'Processes that the kernel killed for memory in the 10 minutes before each point: of a pod over its limit, or of the node.',
    unit: 'short',
    decimals: 0,
    queries: [query(`increase(node_vmstat_oom_kill{${mine}}[10m])`, 'killed', { color: 'red' })],
  }),
];

const disk = [
  timeseries({
    title: 'Disk busy',
    description:
      'Share of time in which a disk had work. NVMe disks may do more at 100%; look at the wait too.',
    unit: 'percentunit',
    max: 1,
    queries: [query(`instance_device:node_disk_io_time_seconds:rate5m{${here}}`, '{{device}}')],
  }),
  timeseries({
    title: 'Disk queue',
    description:
      'Saturation: requests that wait or run, on average. Steadily above 10 the disk is too slow for its work.',
    unit: 'short',
    queries: [query(`instance_device:node_disk_io_time_weighted_seconds:rate5m{${here}}`, '{{device}}')],
  }),
  timeseries({
    title: 'Disk traffic',
    description: 'Bytes read, and below the line written.',
    unit: 'binBps',
    queries: [
      query(`rate(node_disk_read_bytes_total{${mine}, ${disks}}[$__rate_interval])`, '{{device}} read'),
      query(
        `rate(node_disk_written_bytes_total{${mine}, ${disks}}[$__rate_interval])`,
        '{{device}} written',
        {
          as: 'mirror',
        },
      ),
    ],
  }),
  table({
    title: 'File systems',
    description:
      'Space and inodes of each file system. Read-only is what the kernel makes of one with errors.',
    width: 24,
    height: 7,
    labels: {
      mountpoint: { title: 'Mounted at' },
      device: { title: 'Device' },
      fstype: { title: 'Type', width: 90 },
    },
    columns: [
      {
        title: 'Used',
        unit: 'percentunit',
        decimals: 0,
        bar: 1,
        limits: { warning: 0.8, critical: 0.9 },
        expr: `
max by (mountpoint, device, fstype) (1 - node_filesystem_avail_bytes{${files}} / node_filesystem_size_bytes{${files}})`,
      },
      {
        title: 'Free',
        unit: 'bytes',
        expr: `max by (mountpoint, device, fstype) (node_filesystem_avail_bytes{${files}})`,
      },
      {
        title: 'Size',
        unit: 'bytes',
        expr: `max by (mountpoint, device, fstype) (node_filesystem_size_bytes{${files}})`,
      },
      {
        title: 'Inodes used',
        unit: 'percentunit',
        decimals: 0,
        limits: { warning: 0.8, critical: 0.9 },
        expr: `
max by (mountpoint, device, fstype) (
  1 - node_filesystem_files_free{${files}} / (node_filesystem_files{${files}} > 0)
)`,
      },
      {
        title: 'Writable',
        unit: 'short',
        expr: `max by (mountpoint, device, fstype) (node_filesystem_readonly{${files}})`,
        values: { 0: ['yes', 'green'], 1: ['no', 'red'] },
      },
    ],
  }),
];

const network = [
  timeseries({
    title: 'Network traffic',
    description: 'Bytes received by physical interfaces, and below the line sent.',
    unit: 'binBps',
    queries: [
      query(`rate(node_network_receive_bytes_total{${mine}, ${nics}}[$__rate_interval])`, '{{device}} in'),
      query(`rate(node_network_transmit_bytes_total{${mine}, ${nics}}[$__rate_interval])`, '{{device}} out', {
        as: 'mirror',
      }),
    ],
  }),
  timeseries({
    title: 'Network errors and drops',
    description: 'Errors point at cables, ports or drivers; drops at full queues. None is normal.',
    unit: 'pps',
    queries: [
      query(
        `rate(node_network_receive_errs_total{${mine}, ${nics}}[$__rate_interval]) > 0`,
        '{{device}} in, errors',
      ),
      query(
        `rate(node_network_transmit_errs_total{${mine}, ${nics}}[$__rate_interval]) > 0`,
        '{{device}} out, errors',
      ),
      query(
        `rate(node_network_receive_drop_total{${mine}, ${nics}}[$__rate_interval]) > 0`,
        '{{device}} in, dropped',
      ),
      query(
        `rate(node_network_transmit_drop_total{${mine}, ${nics}}[$__rate_interval]) > 0`,
        '{{device}} out, dropped',
      ),
    ],
  }),
  timeseries({
    title: 'Connection tracking',
    description:
      'Entries of the conntrack table over its size. At 100%, new connections are dropped without a word.',
    unit: 'percentunit',
    max: 1,
    limits: { warning: 0.75, critical: 0.9 },
    queries: [
      query(`node_nf_conntrack_entries{${mine}} / node_nf_conntrack_entries_limit{${mine}}`, 'in use'),
    ],
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
