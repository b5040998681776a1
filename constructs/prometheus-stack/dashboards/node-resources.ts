// CPU, memory and network of one node, each by utilisation, saturation and errors.
import { query, timeseries } from '../../kit/dashboard-panels.js';
import { nics } from '../rules/recording-node.js';
import { node } from '../rules/select.js';

export const here = 'instance="$node"';

export const mine = `${node}, ${here}`;

export const files = `${mine}, fstype!~"tmpfs|ramfs|overlay|squashfs|iso9660", mountpoint!=""`;

export const cpu = [
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

export const memory = [
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

export const network = [
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
