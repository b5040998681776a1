// Log collection by Fluent Bit: do logs arrive, are any lost, and does a node fall behind.
import { board, row } from '../../kit/dashboard-board.js';
import { query, stat, timeseries } from '../../kit/dashboard-panels.js';
import { toPodAnywhere, uid } from './links.js';
import { all, buffers, collectors, delivery, mine } from './logging-delivery.js';

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
