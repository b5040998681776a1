// Prometheus itself: are targets scraped, do rules run in time, do alerts leave, and does its disk last.
import { board, row } from '../../kit/dashboard-board.js';
import { query, timeseries } from '../../kit/dashboard-panels.js';
import { prometheus } from '../rules/select.js';
import { uid } from './links.js';
import { down, mine, scraping, storage } from './prometheus-scraping.js';
import { state } from './prometheus-state.js';

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
