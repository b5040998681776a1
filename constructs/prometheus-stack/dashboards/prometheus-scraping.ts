// What Prometheus scrapes and keeps: targets, samples and its disk.
import { query, table, timeseries } from '../../kit/dashboard-panels.js';
import { prometheus } from '../rules/select.js';

export const mine = `${prometheus}, pod=~"$pod"`;

export const scraping = [
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

export const down = table({
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

export const storage = [
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
