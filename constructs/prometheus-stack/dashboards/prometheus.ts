// Prometheus itself: are targets scraped, do rules run in time, do alerts leave, and does its disk last.
import { board, row } from '../../kit/dashboard-board.js';
import { query, stat, table, timeseries } from '../../kit/dashboard-panels.js';
import { prometheus } from '../rules/select.js';
import { uid } from './links.js';

const mine = `${prometheus}, pod=~"$pod"`;

export function prometheusDashboard(): unknown {
  return board({
    uid: uid.prometheus,
    title: 'Prometheus',
    description: 'The health of monitoring: scraping, storage, rules, queries and notifications.',
    tags: ['platform', 'monitoring'],
    variables: [
      {
        name: 'pod',
        label: 'Pod',
        query: `label_values(prometheus_build_info{${prometheus}}, pod)`,
        all: true,
        multi: true,
      },
    ],
    links: [
      { board: uid.cluster, title: 'Cluster' },
      { board: uid.alertmanager, title: 'Alertmanager' },
    ],
    rows: [
      row('State', state),
      row('Scraping', scraping),
      row('Targets down', [down]),
      row('Storage', storage),
      row('Rules and notifications', rules),
      row('Queries', queries),
      row('Remote write', remoteWrite, { collapsed: true }),
      row('Process', process, { collapsed: true }),
    ],
  });
}

const state = [
  stat({
    title: 'Servers',
    description: 'Prometheus servers that scrape each other. Both scrape all targets.',
    unit: 'short',
    expr: `count(prometheus_build_info{${prometheus}}) or vector(0)`,
    limits: { worse: 'below', critical: 1 },
  }),
  stat({
    title: 'Configuration',
    description: 'Whether the last configuration could be loaded. Failed: it still runs the one before.',
    unit: 'short',
    expr: `min(prometheus_config_last_reload_successful{${mine}})`,
    values: { 0: ['failed', 'red'], 1: ['loaded', 'green'] },
  }),
  stat({
    title: 'Targets down',
    description: 'Endpoints that cannot be scraped, of all jobs.',
    unit: 'short',
    expr: 'count(up == 0) or vector(0)',
    limits: { warning: 1, critical: 5 },
  }),
  stat({
    title: 'Series',
    description: 'Series in memory, of the larger server. Memory grows with them: some 4 kB each.',
    unit: 'short',
    expr: `max(prometheus_tsdb_head_series{${mine}})`,
  }),
  stat({
    title: 'Samples',
    description: 'Samples per second that are stored, of the larger server.',
    unit: 'suffix:samples/s',
    decimals: 0,
    expr: `max(sum by (pod) (rate(prometheus_tsdb_head_samples_appended_total{${mine}}[5m])))`,
  }),
  stat({
    title: 'Rule failures, 1 h',
    description: 'Evaluations of rules that failed. Alerts of a failing rule do not fire.',
    unit: 'short',
    decimals: 0,
    expr: `sum(increase(prometheus_rule_evaluation_failures_total{${mine}}[1h])) or vector(0)`,
    limits: { critical: 1 },
  }),
  stat({
    title: 'Alertmanagers found',
    description:
      'Alertmanagers that a server sends to, of the server that knows fewest. None: nobody is told.',
    unit: 'short',
    expr: `min(prometheus_notifications_alertmanagers_discovered{${mine}})`,
    limits: { worse: 'below', critical: 1 },
  }),
];

const scraping = [
  timeseries({
    title: 'Targets by job',
    description: 'Targets that answer. A step down is a lost exporter, or a node that went.',
    unit: 'short',
    decimals: 0,
    queries: [query('sum by (job) (up)', '{{job}}')],
  }),
  timeseries({
    title: 'Samples by job',
    description: 'Samples in one scrape, after relabeling. A jump is a metric with a new, unbounded label.',
    unit: 'short',
    queries: [query('topk(15, sum by (job) (scrape_samples_post_metric_relabeling))', '{{job}}')],
  }),
  timeseries({
    title: 'Slowest scrapes',
    description: 'Duration of the slowest target of each job. Near the timeout of 10 s, samples go missing.',
    unit: 's',
    limits: { warning: 5, critical: 9 },
    queries: [query('topk(15, max by (job) (scrape_duration_seconds))', '{{job}}')],
  }),
  timeseries({
    title: 'Samples refused',
    description:
      'Samples per second that were not stored. Duplicates: two targets with the same labels. Out of order: clocks.',
    unit: 'suffix:samples/s',
    queries: [
      query(
        `sum(rate(prometheus_target_scrapes_sample_out_of_order_total{${mine}}[$__rate_interval]))`,
        'out of order',
      ),
      query(
        `sum(rate(prometheus_target_scrapes_sample_out_of_bounds_total{${mine}}[$__rate_interval]))`,
        'out of bounds',
      ),
      query(
        `sum(rate(prometheus_target_scrapes_sample_duplicate_timestamp_total{${mine}}[$__rate_interval]))`,
        'duplicate',
      ),
    ],
  }),
];

const down = table({
  title: 'Targets down',
  description: 'Endpoints that could not be scraped. The page Status > Targets of Prometheus has the error.',
  height: 7,
  labels: {
    job: { title: 'Job' },
    namespace: { title: 'Namespace' },
    instance: { title: 'Instance' },
  },
  columns: [
    {
      title: 'Up',
      unit: 'short',
      expr: 'max by (job, namespace, instance) (up == 0)',
      values: { 0: ['down', 'red'] },
    },
  ],
  sortBy: 'Job',
  ascending: true,
});

const storage = [
  timeseries({
    title: 'Storage on disk',
    description: 'Blocks and the log of each server, and the size at which the oldest blocks are deleted.',
    unit: 'bytes',
    queries: [
      query(`prometheus_tsdb_storage_blocks_bytes{${mine}}`, '{{pod}} blocks'),
      query(`prometheus_tsdb_wal_storage_size_bytes{${mine}}`, '{{pod}} log'),
      query(`min(prometheus_tsdb_retention_limit_bytes{${mine}} > 0)`, 'retention size', { as: 'limit' }),
    ],
  }),
  timeseries({
    title: 'Series in memory',
    description: 'Series of the head block, by server. Two servers that differ do not see the same targets.',
    unit: 'short',
    queries: [query(`prometheus_tsdb_head_series{${mine}}`, '{{pod}}')],
  }),
  timeseries({
    title: 'Series created',
    description:
      'New series per second. Steady churn comes from labels that change with each pod or request.',
    unit: 'ops',
    queries: [query(`rate(prometheus_tsdb_head_series_created_total{${mine}}[$__rate_interval])`, '{{pod}}')],
  }),
  timeseries({
    title: 'Compactions and reloads that failed',
    description: 'Any is trouble with the disk or with a block: see the log of the server.',
    unit: 'short',
    decimals: 0,
    queries: [
      query(`increase(prometheus_tsdb_compactions_failed_total{${mine}}[1h])`, '{{pod}} compactions'),
      query(`increase(prometheus_tsdb_reloads_failures_total{${mine}}[1h])`, '{{pod}} reloads'),
    ],
  }),
];

const rules = [
  timeseries({
    title: 'Rule groups, share of their interval',
    description:
      'How long a group takes, over how often it must run. At one it skips evaluations: alerts are late.',
    unit: 'percentunit',
    limits: { warning: 0.5, critical: 0.9 },
    queries: [
      query(
        `
topk(10, max by (rule_group) (
  label_replace(
    prometheus_rule_group_last_duration_seconds{${mine}} / prometheus_rule_group_interval_seconds{${mine}},
    "rule_group", "$1", "rule_group", ".*;(.*)"
  )
))`,
        '{{rule_group}}',
      ),
    ],
  }),
  timeseries({
    title: 'Missed and failed evaluations',
    description:
      'Evaluations in the 10 minutes before each point. Missed: too slow. Failed: a query with an error.',
    unit: 'short',
    decimals: 0,
    queries: [
      query(
        `sum by (pod) (increase(prometheus_rule_group_iterations_missed_total{${mine}}[10m]))`,
        '{{pod}} missed',
      ),
      query(
        `sum by (pod) (increase(prometheus_rule_evaluation_failures_total{${mine}}[10m]))`,
        '{{pod}} failed',
        {
          color: 'red',
        },
      ),
    ],
  }),
  timeseries({
    title: 'Alerts sent',
    description: 'Alerts per second, by Alertmanager, and those that could not be sent.',
    unit: 'ops',
    queries: [
      query(
        `sum by (alertmanager) (rate(prometheus_notifications_sent_total{${mine}}[$__rate_interval]))`,
        '{{alertmanager}}',
      ),
      query(
        `sum by (alertmanager) (rate(prometheus_notifications_errors_total{${mine}}[$__rate_interval])) > 0`,
        '{{alertmanager}} errors',
        { color: 'red' },
      ),
    ],
  }),
  timeseries({
    title: 'Notification queue',
    description: 'Alerts that wait to be sent, over the room for them. Full: alerts are dropped.',
    unit: 'percentunit',
    max: 1,
    limits: { warning: 0.5, critical: 0.9 },
    queries: [
      query(
        `
sum by (pod) (prometheus_notifications_queue_length{${mine}})
/ sum by (pod) (prometheus_notifications_queue_capacity{${mine}})`,
        '{{pod}}',
      ),
    ],
  }),
];

const queries = [
  timeseries({
    title: 'Query time by phase, 99th percentile',
    description: 'Time inside of the engine. A long queue time: too many queries at once.',
    unit: 's',
    queries: [
      query(
        `max by (slice) (prometheus_engine_query_duration_seconds{${mine}, quantile="0.99"})`,
        '{{slice}}',
      ),
    ],
  }),
  timeseries({
    title: 'Queries at work',
    description: 'Queries that run now, and how many may.',
    unit: 'short',
    queries: [
      query(`prometheus_engine_queries{${mine}}`, '{{pod}}'),
      query(`min(prometheus_engine_queries_concurrent_max{${mine}})`, 'allowed', { as: 'limit' }),
    ],
  }),
  timeseries({
    title: 'HTTP requests by code',
    description: 'Requests to the API per second. 503: queries time out; 422: a query with an error.',
    unit: 'reqps',
    queries: [
      query(`sum by (code) (rate(prometheus_http_requests_total{${mine}}[$__rate_interval]))`, '{{code}}'),
    ],
  }),
];

const remoteWrite = [
  timeseries({
    title: 'Behind by',
    description:
      'Age of the newest sample that the remote end has. It rises while the remote end is slow or away.',
    unit: 's',
    limits: { warning: 120, critical: 900 },
    queries: [
      query(
        `
max by (pod, remote_name) (
  prometheus_remote_storage_queue_highest_timestamp_seconds{${mine}}
  - prometheus_remote_storage_queue_highest_sent_timestamp_seconds{${mine}}
)`,
        '{{pod}} → {{remote_name}}',
      ),
    ],
  }),
  timeseries({
    title: 'Samples failed and retried',
    description: 'Failed samples are lost; retried ones wait.',
    unit: 'suffix:samples/s',
    queries: [
      query(
        `sum by (remote_name) (rate(prometheus_remote_storage_samples_failed_total{${mine}}[$__rate_interval]))`,
        '{{remote_name}} failed',
        { color: 'red' },
      ),
      query(
        `sum by (remote_name) (rate(prometheus_remote_storage_samples_retried_total{${mine}}[$__rate_interval]))`,
        '{{remote_name}} retried',
        { color: 'orange' },
      ),
    ],
  }),
  timeseries({
    title: 'Shards',
    description:
      'Parallel senders in use, and those that the queue asks for. Wanted above the maximum: it cannot catch up.',
    unit: 'short',
    queries: [
      query(
        `sum by (pod, remote_name) (prometheus_remote_storage_shards{${mine}})`,
        '{{pod}} {{remote_name}}',
      ),
      query(`max(prometheus_remote_storage_shards_desired{${mine}})`, 'wanted', { as: 'request' }),
      query(`min(prometheus_remote_storage_shards_max{${mine}})`, 'maximum', { as: 'limit' }),
    ],
  }),
];

const process = [
  timeseries({
    title: 'Memory',
    description: 'Resident memory of each server.',
    unit: 'bytes',
    queries: [query(`process_resident_memory_bytes{${mine}, container="prometheus"}`, '{{pod}}')],
  }),
  timeseries({
    title: 'CPU',
    description: 'Cores of each server.',
    unit: 'suffix:cores',
    queries: [
      query(`rate(process_cpu_seconds_total{${mine}, container="prometheus"}[$__rate_interval])`, '{{pod}}'),
    ],
  }),
];
