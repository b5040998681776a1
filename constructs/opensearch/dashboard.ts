// Grafana dashboard of the log store: health, what is kept, the work done, and what the nodes are doing.
import { board, type Row, row } from '../kit/dashboard-board.js';
import { query, stat, timeseries } from '../kit/dashboard-panels.js';
import { addonName, indexPrefix } from './names.js';

export function dashboardModel(): unknown {
  return board({
    uid: `plinth-${addonName}`,
    title: 'OpenSearch',
    description: 'The in-cluster log store, as elasticsearch_exporter sees it.',
    tags: ['logging'],
    from: 'now-6h',
    rows: [health, kept, work, nodes],
  });
}

/** A per-index metric with the stream as a label: logs-<stream>-YYYY.MM.DD. */
const byStream = (expr: string) =>
  `label_replace(${expr}, "stream", "$1", "index", "${indexPrefix}(.+)-[0-9.]+")`;
const logs = `{index=~"${indexPrefix}.+"}`;
const used = '1 - elasticsearch_filesystem_data_available_bytes / elasticsearch_filesystem_data_size_bytes';

const health: Row = row('Health', [
  stat({
    title: 'Status',
    description:
      'Green: all copies are there. Yellow: replicas are missing. Red: some logs can neither be read nor written.',
    unit: 'short',
    expr: 'max(elasticsearch_cluster_health_status{color="yellow"}) + 2 * max(elasticsearch_cluster_health_status{color="red"})',
    values: { 0: ['green', 'green'], 1: ['yellow', 'yellow'], 2: ['red', 'red'] },
  }),
  stat({
    title: 'Nodes',
    description: 'Nodes that are in the cluster; the profile says how many there should be.',
    unit: 'short',
    expr: 'max(elasticsearch_cluster_health_number_of_nodes)',
  }),
  stat({
    title: 'Fullest disk',
    description:
      'Used share of the fullest volume. OpenSearch places no shards above 85% and refuses writes at 95%.',
    unit: 'percentunit',
    expr: `max(${used})`,
    limits: { warning: 0.85, critical: 0.9 },
  }),
  stat({
    title: 'Shards without a node',
    description:
      'Shards that no node holds at the moment. More than none for long: see the alert OpenSearchClusterYellow.',
    unit: 'short',
    expr: 'max(elasticsearch_cluster_health_unassigned_shards)',
    limits: { warning: 1, critical: 20 },
  }),
]);

const kept: Row = row('Logs kept', [
  timeseries({
    title: 'Size by stream',
    description:
      'Bytes on disk of each stream, replicas included. The budget of the profile is about their sum.',
    unit: 'bytes',
    width: 12,
    stack: true,
    queries: [
      query(
        `sum by (stream) (${byStream(`elasticsearch_indices_store_size_bytes_total${logs}`)})`,
        '{{stream}}',
      ),
    ],
  }),
  timeseries({
    title: 'Records by stream',
    description: 'Log records that are stored, without replicas.',
    unit: 'short',
    width: 12,
    stack: true,
    queries: [
      query(`sum by (stream) (${byStream(`elasticsearch_indices_docs_primary${logs}`)})`, '{{stream}}'),
    ],
  }),
  timeseries({
    title: 'Age of the oldest index by stream',
    description:
      'Levels off at a day more than the profile keeps the stream, and below when space runs out earlier.',
    unit: 's',
    width: 12,
    queries: [
      query(
        `max by (stream) (${byStream(`time() - elasticsearch_indices_settings_creation_timestamp_seconds${logs}`)})`,
        '{{stream}}',
      ),
    ],
  }),
  timeseries({
    title: 'Disk used by node',
    description:
      'Used share of each node’s volume. No new shards above the low watermark, no writes at the flood stage.',
    unit: 'percentunit',
    width: 12,
    max: 1,
    queries: [
      query(`max by (name) (${used})`, '{{name}}'),
      query('max(elasticsearch_clustersettings_allocation_watermark_low_ratio)', 'low watermark', {
        as: 'request',
      }),
      query('max(elasticsearch_clustersettings_allocation_watermark_flood_stage_ratio)', 'flood stage', {
        as: 'limit',
      }),
    ],
  }),
]);

const work: Row = row('Work', [
  timeseries({
    title: 'Records written',
    description: 'Records that each node indexes per second, replicas included.',
    unit: 'ops',
    width: 12,
    stack: true,
    queries: [
      query('sum by (name) (rate(elasticsearch_indices_indexing_index_total[$__rate_interval]))', '{{name}}'),
    ],
  }),
  timeseries({
    title: 'Time per search',
    description: 'Mean time that one shard needs for the query part of a search.',
    unit: 's',
    width: 12,
    queries: [
      query(
        'sum by (name) (rate(elasticsearch_indices_search_query_time_seconds[$__rate_interval])) / sum by (name) (rate(elasticsearch_indices_search_query_total[$__rate_interval]))',
        '{{name}}',
      ),
    ],
  }),
  timeseries({
    title: 'Refused and waiting writes',
    description:
      'Writes that were refused per second, and how many wait. Refused ones are repeated by Fluent Bit.',
    unit: 'short',
    width: 12,
    queries: [
      query(
        'sum by (name) (rate(elasticsearch_thread_pool_rejected_count{type="write"}[$__rate_interval]))',
        '{{name}} refused',
      ),
      query('sum by (name) (elasticsearch_thread_pool_queue_count{type="write"})', '{{name}} waiting'),
    ],
  }),
  timeseries({
    title: 'Changes that wait for the manager',
    description:
      'Changes of the cluster’s state, such as new indices and fields, that are not carried out yet.',
    unit: 'short',
    width: 12,
    queries: [query('max(elasticsearch_cluster_health_number_of_pending_tasks)', 'waiting')],
  }),
]);

const nodes: Row = row('Nodes', [
  timeseries({
    title: 'Heap used',
    description: 'Share of the Java heap in use. A saw-tooth below 75% is healthy.',
    unit: 'percentunit',
    width: 12,
    max: 1,
    queries: [
      query(
        'max by (name) (elasticsearch_jvm_memory_used_bytes{area="heap"} / elasticsearch_jvm_memory_max_bytes{area="heap"})',
        '{{name}}',
      ),
    ],
  }),
  timeseries({
    title: 'Time in garbage collection',
    description: 'Share of the time in which a node stands still, by generation.',
    unit: 'percentunit',
    width: 12,
    queries: [
      query(
        'sum by (name, gc) (rate(elasticsearch_jvm_gc_collection_seconds_sum{gc=~"young|old"}[$__rate_interval]))',
        '{{name}} {{gc}}',
      ),
    ],
  }),
  timeseries({
    title: 'CPU of the process',
    description: 'Share of the machine’s CPUs that OpenSearch uses, as it measures itself.',
    unit: 'percent',
    width: 12,
    queries: [query('max by (name) (elasticsearch_process_cpu_percent)', '{{name}}')],
  }),
  timeseries({
    title: 'Circuit breakers',
    description: 'Requests per second that were refused to protect the heap. Empty when all is well.',
    unit: 'ops',
    width: 12,
    queries: [
      query(
        'sum by (name, breaker) (rate(elasticsearch_breakers_tripped[$__rate_interval])) > 0',
        '{{name}} {{breaker}}',
      ),
    ],
  }),
]);
