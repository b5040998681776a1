// Input series for each alert of the log store, for promtool: one case in which it fires and one in which it does not.

interface Case {
  readonly series: readonly { readonly series: string; readonly values: string }[];
  /** When to look, from the start. */
  readonly at: string;
}

interface AlertTest {
  readonly alert: string;
  readonly fires: readonly Case[];
  readonly silent: readonly Case[];
}

const health = (color: string, value: number, length = 60) => ({
  series: `elasticsearch_cluster_health_status{job="opensearch-exporter",color="${color}"}`,
  values: `${value}x${length}`,
});
const one = (series: string, values: string, at: string): Case => ({ series: [{ series, values }], at });

const up = 'up{job="opensearch-exporter"}';
const reached = 'elasticsearch_scrape_success{job="opensearch-exporter",collector="clustersettings"}';
const disk = (used: number): Case => ({
  series: [
    {
      series: 'elasticsearch_filesystem_data_available_bytes{name="opensearch-0"}',
      values: `${100 - used}x60`,
    },
    { series: 'elasticsearch_filesystem_data_size_bytes{name="opensearch-0"}', values: '100x60' },
    { series: 'elasticsearch_clustersettings_allocation_watermark_low_ratio', values: '0.85x60' },
    { series: 'elasticsearch_clustersettings_allocation_watermark_high_ratio', values: '0.9x60' },
  ],
  at: '30m',
});
const heap = (used: number): Case => ({
  series: [
    { series: 'elasticsearch_jvm_memory_used_bytes{area="heap",name="opensearch-0"}', values: `${used}x60` },
    { series: 'elasticsearch_jvm_memory_max_bytes{area="heap",name="opensearch-0"}', values: '100x60' },
    { series: 'elasticsearch_jvm_memory_used_bytes{area="non-heap",name="opensearch-0"}', values: '100x60' },
  ],
  at: '30m',
});
const shards = (count: number): Case => ({
  series: [
    { series: 'elasticsearch_cluster_health_active_shards', values: `${count}x60` },
    { series: 'elasticsearch_cluster_health_number_of_data_nodes', values: '3x60' },
    { series: 'elasticsearch_clustersettings_stats_max_shards_per_node', values: '1000x60' },
  ],
  at: '45m',
});
/** Evaluation starts at the epoch, so an index that is older than the test has a negative timestamp. */
const age = (index: string, days: number): Case =>
  one(
    `elasticsearch_indices_settings_creation_timestamp_seconds{index="${index}"}`,
    `${-days * 86_400}x120`,
    '90m',
  );
const size = (bytes: number): Case =>
  one(
    'elasticsearch_indices_store_size_bytes_total{index="logs-containers-2026.01.01"}',
    `${bytes}x120`,
    '90m',
  );

/** For the default configuration: three nodes, 7 and 30 days, 70% of three volumes of 50Gi. */
export const alertTests: readonly AlertTest[] = [
  {
    alert: 'OpenSearchDown',
    fires: [
      {
        series: [
          { series: up, values: '1x30' },
          { series: reached, values: '0x30' },
        ],
        at: '15m',
      },
      one(up, '0x30', '15m'),
      one('up{job="something-else"}', '1x30', '15m'),
    ],
    silent: [
      {
        series: [
          { series: up, values: '1x30' },
          { series: reached, values: '1x30' },
        ],
        at: '15m',
      },
    ],
  },
  {
    alert: 'OpenSearchClusterRed',
    fires: [{ series: [health('red', 1), health('yellow', 0), health('green', 0)], at: '10m' }],
    silent: [{ series: [health('red', 0), health('yellow', 1), health('green', 0)], at: '10m' }],
  },
  {
    alert: 'OpenSearchClusterYellow',
    fires: [{ series: [health('red', 0), health('yellow', 1)], at: '40m' }],
    silent: [
      { series: [health('red', 0), health('yellow', 0), health('green', 1)], at: '40m' },
      // A rolling update.
      { series: [health('red', 0), health('yellow', 1, 20)], at: '20m' },
    ],
  },
  {
    alert: 'OpenSearchNodeMissing',
    fires: [one('elasticsearch_cluster_health_number_of_nodes', '2x60', '20m')],
    silent: [one('elasticsearch_cluster_health_number_of_nodes', '3x60', '20m')],
  },
  {
    alert: 'OpenSearchPendingTasks',
    fires: [
      one('elasticsearch_cluster_health_number_of_pending_tasks', '80x60', '20m'),
      one('elasticsearch_cluster_health_task_max_waiting_in_queue_millis', '90000x60', '20m'),
    ],
    silent: [one('elasticsearch_cluster_health_number_of_pending_tasks', '3x60', '20m')],
  },
  { alert: 'OpenSearchTooManyShards', fires: [shards(2800)], silent: [shards(300)] },
  { alert: 'OpenSearchDiskFillingUp', fires: [disk(87)], silent: [disk(60)] },
  { alert: 'OpenSearchDiskNearlyFull', fires: [disk(92)], silent: [disk(87)] },
  { alert: 'OpenSearchHeapHigh', fires: [heap(95)], silent: [heap(70)] },
  {
    alert: 'OpenSearchGarbageCollection',
    fires: [
      one('elasticsearch_jvm_gc_collection_seconds_sum{gc="old",name="opensearch-0"}', '0+30x60', '40m'),
    ],
    silent: [
      one('elasticsearch_jvm_gc_collection_seconds_sum{gc="young",name="opensearch-0"}', '0+1x60', '40m'),
    ],
  },
  {
    alert: 'OpenSearchCircuitBreakerTripped',
    fires: [one('elasticsearch_breakers_tripped{breaker="parent",name="opensearch-0"}', '0x10 5x10', '15m')],
    silent: [one('elasticsearch_breakers_tripped{breaker="parent",name="opensearch-0"}', '5x20', '15m')],
  },
  {
    alert: 'OpenSearchWritesRejected',
    fires: [
      one('elasticsearch_thread_pool_rejected_count{type="write",name="opensearch-0"}', '0+10x60', '40m'),
    ],
    silent: [
      one('elasticsearch_thread_pool_rejected_count{type="write",name="opensearch-0"}', '7x60', '40m'),
      one('elasticsearch_thread_pool_rejected_count{type="search",name="opensearch-0"}', '0+10x60', '40m'),
    ],
  },
  {
    alert: 'OpenSearchRetentionStuck',
    fires: [age('logs-containers-2026.01.01', 11), age('logs-audit-2026.01.01', 33)],
    silent: [age('logs-containers-2026.01.01', 8), age('logs-audit-2026.01.01', 11), age('.kibana_1', 400)],
  },
  { alert: 'OpenSearchOverBudget', fires: [size(150 * 2 ** 30)], silent: [size(90 * 2 ** 30)] },
];
