// Log collection by Fluent Bit: do logs arrive, are any lost, and does a node fall behind.
import { board, row } from '../../kit/dashboard-board.js';
import { query, stat, table, timeseries } from '../../kit/dashboard-panels.js';
import { toNode, toPodAnywhere, uid } from './links.js';

/** Collectors on every node, and those of audit logs on control planes. */
const all = 'job=~"fluent-bit|fluent-bit-audit"';
const mine = `${all}, pod=~"$pod"`;

export function loggingDashboard(): unknown {
  return board({
    uid: uid.logging,
    title: 'Logging',
    description: 'Fluent Bit from input to output: volume, errors, retries, lost records and buffers.',
    tags: ['platform', 'logging'],
    variables: [
      {
        name: 'pod',
        label: 'Pod',
        query: `label_values(fluentbit_uptime{${all}}, pod)`,
        all: true,
        multi: true,
      },
    ],
    links: [{ board: uid.cluster, title: 'Cluster' }],
    rows: [
      row('State', state),
      row('Volume', volume),
      row('Delivery', delivery),
      row('Buffers', buffers),
      row('Collectors', [collectors]),
      row('Files', files, { collapsed: true }),
    ],
  });
}

const state = [
  stat({
    title: 'Collectors up',
    description:
      'Fluent Bit pods that Prometheus can scrape: one for each node, and one for audit logs on each control plane.',
    unit: 'short',
    expr: `count(max by (pod) (up{${all}}) == 1) or vector(0)`,
    limits: { worse: 'below', critical: 1 },
  }),
  stat({
    title: 'Collectors down',
    description:
      'Pods that do not answer. Logs of their nodes wait on disk, until the kubelet rotates them away.',
    unit: 'short',
    expr: `count(min by (pod) (up{${all}}) == 0) or vector(0)`,
    limits: { warning: 1, critical: 3 },
  }),
  stat({
    title: 'Records in',
    description: 'Records per second that were read.',
    unit: 'recps',
    graph: true,
    expr: `sum(rate(fluentbit_input_records_total{${mine}}[$__rate_interval]))`,
  }),
  stat({
    title: 'Records out',
    description:
      'Records per second that outputs delivered. It may exceed what was read: each output counts.',
    unit: 'recps',
    graph: true,
    expr: `sum(rate(fluentbit_output_proc_records_total{${mine}}[$__rate_interval]))`,
  }),
  stat({
    title: 'Lost, 1 h',
    description:
      'Records that were given up in the last hour: retries ran out, or the store refused them for good.',
    unit: 'short',
    decimals: 0,
    expr: `sum(increase(fluentbit_output_dropped_records_total{${mine}}[1h])) or vector(0)`,
    limits: { critical: 1 },
  }),
  stat({
    title: 'Retries',
    description: 'Chunks per second that are sent again. A few come with each restart of the store.',
    unit: 'ops',
    expr: `sum(rate(fluentbit_output_retries_total{${mine}}[5m])) or vector(0)`,
    limits: { warning: 0.1, critical: 2 },
  }),
  stat({
    title: 'Inputs paused',
    description: 'Inputs that stopped reading because their buffer is full.',
    unit: 'short',
    expr: `sum(fluentbit_input_ingestion_paused{${mine}}) or vector(0)`,
    limits: { warning: 1, critical: 5 },
  }),
];

const volume = [
  timeseries({
    title: 'Records read by input',
    description:
      'Records per second. A fall to zero of one input: its files are gone, or their rights changed.',
    unit: 'recps',
    queries: [
      query(`sum by (name) (rate(fluentbit_input_records_total{${mine}}[$__rate_interval]))`, '{{name}}'),
    ],
  }),
  timeseries({
    title: 'Bytes read by node',
    description: 'Bytes per second. One node far above the rest runs a noisy workload.',
    unit: 'binBps',
    link: toPodAnywhere,
    queries: [
      query(
        `topk(15, sum by (namespace, pod, node) (rate(fluentbit_input_bytes_total{${mine}}[$__rate_interval])))`,
        '{{node}}',
      ),
    ],
  }),
  timeseries({
    title: 'Records dropped by filters',
    description:
      'Records per second that filters removed, as the configuration asks: exclusions and sampling.',
    unit: 'recps',
    queries: [
      query(
        `sum by (name) (rate(fluentbit_filter_drop_records_total{${mine}}[$__rate_interval]))`,
        '{{name}}',
      ),
    ],
  }),
];

const delivery = [
  timeseries({
    title: 'Records delivered by output',
    description: 'Records per second that the store took.',
    unit: 'recps',
    queries: [
      query(
        `sum by (name) (rate(fluentbit_output_proc_records_total{${mine}}[$__rate_interval]))`,
        '{{name}}',
      ),
    ],
  }),
  timeseries({
    title: 'Errors and retries by output',
    description:
      'Chunks per second. Retries alone: the store is slow or away. Errors: it refuses what it gets, see the log.',
    unit: 'ops',
    queries: [
      query(
        `sum by (name) (rate(fluentbit_output_retries_total{${mine}}[$__rate_interval]))`,
        '{{name}} retried',
        { color: 'orange' },
      ),
      query(
        `sum by (name) (rate(fluentbit_output_errors_total{${mine}}[$__rate_interval]))`,
        '{{name}} failed',
        { color: 'red' },
      ),
      query(
        `sum by (name) (rate(fluentbit_output_retries_failed_total{${mine}}[$__rate_interval]))`,
        '{{name}} given up',
        { color: 'dark-red' },
      ),
    ],
  }),
  timeseries({
    title: 'Lost records by output',
    description: 'Records per second that were given up. They are gone.',
    unit: 'recps',
    queries: [
      query(
        `sum by (name) (rate(fluentbit_output_dropped_records_total{${mine}}[$__rate_interval]))`,
        '{{name}}',
      ),
    ],
  }),
  timeseries({
    title: 'Time to delivery, 95th percentile',
    description:
      'From the creation of a chunk until its delivery. It shows a backlog before anything is lost.',
    unit: 's',
    queries: [
      query(
        `
histogram_quantile(0.95, sum by (output, le) (
  rate(fluentbit_output_latency_seconds_bucket{${mine}}[$__rate_interval])
))`,
        '{{output}}',
      ),
    ],
  }),
];

const buffers = [
  timeseries({
    title: 'Chunks on disk',
    description:
      "Chunks of about 2 MB that wait on the nodes' disks. It falls back to near zero when the store is well.",
    unit: 'short',
    link: toPodAnywhere,
    queries: [
      query(`topk(15, sum by (namespace, pod, node) (fluentbit_storage_fs_chunks{${mine}}))`, '{{node}}'),
    ],
  }),
  timeseries({
    title: 'Memory of buffers',
    description: 'Memory that inputs hold in chunks, by input.',
    unit: 'bytes',
    queries: [query(`sum by (name) (fluentbit_input_storage_memory_bytes{${mine}})`, '{{name}}')],
  }),
  timeseries({
    title: 'Inputs over their limit',
    description:
      'Inputs beyond mem_buf_limit, and those that are paused. Tail goes on later; network inputs lose data.',
    unit: 'short',
    queries: [
      query(`sum by (name) (fluentbit_input_storage_overlimit{${mine}})`, '{{name}} over limit'),
      query(`sum by (name) (fluentbit_input_ingestion_paused{${mine}})`, '{{name}} paused', {
        color: 'red',
      }),
    ],
  }),
];

const collectors = table({
  title: 'Collectors',
  description: 'Each Fluent Bit pod over the last 5 minutes.',
  labels: {
    node: { title: 'Node', link: toNode('node') },
    namespace: { title: 'Namespace' },
    pod: { title: 'Pod', link: toPodAnywhere },
  },
  columns: [
    {
      title: 'Read',
      unit: 'recps',
      decimals: 1,
      expr: `sum by (namespace, pod, node) (rate(fluentbit_input_records_total{${mine}}[5m]))`,
    },
    {
      title: 'Delivered',
      unit: 'recps',
      decimals: 1,
      expr: `sum by (namespace, pod, node) (rate(fluentbit_output_proc_records_total{${mine}}[5m]))`,
    },
    {
      title: 'Retried, 1 h',
      unit: 'short',
      decimals: 0,
      limits: { warning: 1, critical: 100 },
      expr: `sum by (namespace, pod, node) (increase(fluentbit_output_retries_total{${mine}}[1h]))`,
    },
    {
      title: 'Lost, 1 h',
      unit: 'short',
      decimals: 0,
      limits: { critical: 1 },
      expr: `sum by (namespace, pod, node) (increase(fluentbit_output_dropped_records_total{${mine}}[1h]))`,
    },
    {
      title: 'Chunks on disk',
      unit: 'short',
      limits: { warning: 50, critical: 500 },
      expr: `sum by (namespace, pod, node) (fluentbit_storage_fs_chunks{${mine}})`,
    },
    { title: 'Up', unit: 'dtdurations', expr: `max by (namespace, pod, node) (fluentbit_uptime{${mine}})` },
  ],
  sortBy: 'Lost, 1 h',
});

const files = [
  timeseries({
    title: 'Files opened and rotated',
    description: 'Log files per second, by what happened to them.',
    unit: 'ops',
    queries: [
      query(`sum(rate(fluentbit_input_files_opened_total{${mine}}[$__rate_interval]))`, 'opened'),
      query(`sum(rate(fluentbit_input_files_rotated_total{${mine}}[$__rate_interval]))`, 'rotated'),
    ],
  }),
  timeseries({
    title: 'Long lines skipped',
    description:
      'Lines above buffer_max_size, which are not collected. Some application writes whole documents into one line.',
    unit: 'ops',
    queries: [
      query(
        `sum by (name) (rate(fluentbit_input_long_line_skipped_total{${mine}}[$__rate_interval]))`,
        '{{name}}',
      ),
    ],
  }),
];
