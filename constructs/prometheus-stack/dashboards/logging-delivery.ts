// From collected logs to delivered ones: outputs, buffers and each collector.
import { query, table, timeseries } from '../../kit/dashboard-panels.js';
import { toNode, toPodAnywhere } from './links.js';

/** Collectors on every node, and those of audit logs on control planes. */
export const all = 'job=~"fluent-bit|fluent-bit-audit"';

export const mine = `${all}, pod=~"$pod"`;

export const delivery = [
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

export const buffers = [
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

export const collectors = table({
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
