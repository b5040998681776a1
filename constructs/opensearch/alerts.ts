// Alerts on the log store: is it up, is it healthy, does it fill up.
import type { RuleGroup } from '../kit/alerts.js';
import type { Config } from './config.js';
import { exporterName, indexPrefix, namespaceName, retentionName, streams } from './names.js';
import { budgetBytes } from './sizes.js';

/** Alerts for a configuration: how many nodes there should be and how old and large logs may get. */
export function alerts(config: Config): readonly RuleGroup[] {
  return [
    { name: 'opensearch.cluster', rules: clusterAlerts(config) },
    { name: 'opensearch.nodes', rules: nodeAlerts },
    { name: 'opensearch.retention', rules: retentionAlerts(config) },
  ];
}

/** How to ask OpenSearch from inside: an exec into a node, as the administrator whose password a Secret holds. */
const ask = (path: string) =>
  `\`kubectl -n ${namespaceName} exec opensearch-0 -c opensearch -- curl -sS --cacert config/tls-http/ca.crt -u "admin:$PASSWORD" 'https://localhost:9200/${path}'\` (PASSWORD is in Secret ${namespaceName}/opensearch-admin)`;

function clusterAlerts(config: Config): RuleGroup['rules'] {
  return [
    {
      alert: 'OpenSearchDown',
      expr: `
max(elasticsearch_scrape_success{job="${exporterName}",collector="clustersettings"}) == 0
or absent(up{job="${exporterName}"} == 1)`,
      for: '10m',
      severity: 'critical',
      summary: 'OpenSearch does not answer, or its exporter is gone',
      description:
        'For 10 minutes there has been no answer from OpenSearch to the exporter, or no metrics from the exporter. Logs are not stored or nobody can tell; Fluent Bit keeps them on its nodes until its buffers are full and drops the oldest then.',
      runbook: `
1. \`kubectl -n ${namespaceName} get pods\`: are the nodes ready? If the nodes are and the exporter is not, look at \`kubectl -n ${namespaceName} logs deploy/${exporterName}\`: 401 means that its password and OpenSearch's users differ, so delete the Job opensearch-setup-* and let it be made again.
2. Nodes that are not ready: \`kubectl -n ${namespaceName} logs opensearch-0 -c opensearch\`. \`cluster-manager not discovered\` means that fewer than a majority of nodes see each other: look for Pending pods, volumes that do not attach, a NetworkPolicy on port 9300. \`max virtual memory areas\` means that mmap is on and vm.max_map_count is too low on that node.
3. Certificates: \`kubectl -n ${namespaceName} get certificate\`. All must be ready.`,
    },
    {
      alert: 'OpenSearchClusterRed',
      expr: 'max(elasticsearch_cluster_health_status{color="red"}) == 1',
      for: '5m',
      severity: 'critical',
      summary: 'OpenSearch is red: some logs can neither be read nor written',
      description:
        'At least one primary shard has no node. If it belongs to an index of today, its stream is not stored at the moment; otherwise a past day is missing from searches.',
      runbook: `
1. Which shards: ${ask('_cat/shards?v&s=state')}.
2. Why: the same with \`_cluster/allocation/explain\`.
3. A node that is down holds the shard: bring that node back, its volume has the data. A full disk: see OpenSearchDiskNearlyFull. A shard that failed to allocate five times is retried with a POST to \`_cluster/reroute?retry_failed=true\`.
4. When the data is lost for good, delete the index of that day; Fluent Bit makes a new one for today.`,
    },
    {
      alert: 'OpenSearchClusterYellow',
      expr: 'max(elasticsearch_cluster_health_status{color="yellow"}) == 1',
      for: '30m',
      severity: 'warning',
      summary: 'OpenSearch is yellow: replicas of some logs are missing',
      description:
        'All logs are there, but for half an hour some shards have had no second copy. The loss of one more node or volume would lose logs.',
      runbook: `
1. Is a node missing (OpenSearchNodeMissing)? Then that is the cause.
2. Otherwise ask for the reason: ${ask('_cluster/allocation/explain')}. Common: disks above the low watermark of 85%, or more replicas than nodes to put them on.
3. \`_cat/recovery?active_only=true\` shows copies under way: with large shards, waiting is right.`,
    },
    {
      alert: 'OpenSearchNodeMissing',
      expr: `max(elasticsearch_cluster_health_number_of_nodes) < ${config.nodes}`,
      for: '15m',
      severity: 'warning',
      summary: `OpenSearch has {{ $value }} of ${config.nodes} nodes`,
      description: `The cluster should have ${config.nodes} nodes. Below a majority of the manager-eligible nodes it stops.`,
      runbook: `\`kubectl -n ${namespaceName} get pods -o wide\` shows which pod is not ready; \`kubectl -n ${namespaceName} describe pod\` why: no node has room, the volume is bound to a zone without nodes, or out of memory (raise \`memory\`). A pod that is ready and not in the cluster logs why it cannot join.`,
    },
    {
      alert: 'OpenSearchPendingTasks',
      expr: `
max(elasticsearch_cluster_health_number_of_pending_tasks) > 50
or max(elasticsearch_cluster_health_task_max_waiting_in_queue_millis) > 60000`,
      for: '15m',
      severity: 'warning',
      summary: 'The elected manager of OpenSearch does not keep up',
      description:
        'Changes to the cluster state (new indices, new fields, moving shards) wait for more than a minute or pile up. New fields in logs are refused when it lasts.',
      runbook: `${ask('_cluster/pending_tasks')} shows what waits. Many \`put-mapping\` tasks: some application logs ever new field names, find it with \`_cat/indices\` and the mapping of today's index, and have it stop or parse less. Otherwise look at the heap and disks of the manager, which \`_cat/cluster_manager\` names.`,
    },
    {
      alert: 'OpenSearchTooManyShards',
      expr: `
max(elasticsearch_cluster_health_active_shards)
  > 0.9 * max(elasticsearch_cluster_health_number_of_data_nodes) * max(elasticsearch_clustersettings_stats_max_shards_per_node)`,
      for: '30m',
      severity: 'warning',
      summary: 'OpenSearch has almost as many shards as it allows',
      description:
        'Above the limit of shards per node no index can be created: the logs of the next day would be refused.',
      runbook: `${ask('_cat/indices?v&s=creation.date')} lists all indices. Delete what nobody needs, keep logs for fewer days (\`retention.days\`), or use fewer shards a day (\`indices.shards\`). Raising \`cluster.max_shards_per_node\` costs heap.`,
    },
  ];
}

const nodeAlerts: RuleGroup['rules'] = [
  {
    alert: 'OpenSearchDiskFillingUp',
    expr: `
max by (name) (1 - elasticsearch_filesystem_data_available_bytes / elasticsearch_filesystem_data_size_bytes)
  > on () group_left () max(elasticsearch_clustersettings_allocation_watermark_low_ratio)`,
    for: '15m',
    severity: 'warning',
    summary: 'Disk of {{ $labels.name }} is {{ $value | humanizePercentage }} full',
    description:
      'Above the low watermark OpenSearch puts no more shards on this node. Retention should have deleted old logs before.',
    runbook: `
1. Does retention work (OpenSearchRetentionStuck, OpenSearchOverBudget)? \`kubectl -n ${namespaceName} get jobs\` and the logs of the newest ${retentionName} pod.
2. What takes the space: ${ask('_cat/indices?v&bytes=mb&s=store.size:desc')}. One namespace that logs too much is best stopped at its source.
3. Lower \`retention.maxSize\` or \`retention.days\`, or give more volume: expand the claims where the StorageClass allows it and set \`storage.size\` for new ones.`,
  },
  {
    alert: 'OpenSearchDiskNearlyFull',
    expr: `
max by (name) (1 - elasticsearch_filesystem_data_available_bytes / elasticsearch_filesystem_data_size_bytes)
  > on () group_left () max(elasticsearch_clustersettings_allocation_watermark_high_ratio)`,
    for: '5m',
    severity: 'critical',
    summary: 'Disk of {{ $labels.name }} is {{ $value | humanizePercentage }} full: writing stops at 95%',
    description:
      'Above the high watermark OpenSearch moves shards away. At the flood stage it makes every index with a shard on the node read-only, and logs are refused.',
    runbook: `
1. Make room now: delete the oldest days, ${ask('_cat/indices/logs-*?v&s=creation.date')}, then \`-X DELETE\` of one index by its name. Wildcards are refused.
2. Indices become writable again by themselves once the disk is below the high watermark.
3. Then remove the cause as in OpenSearchDiskFillingUp.`,
  },
  {
    alert: 'OpenSearchHeapHigh',
    expr: `
max by (name) (elasticsearch_jvm_memory_used_bytes{area="heap"} / elasticsearch_jvm_memory_max_bytes{area="heap"}) > 0.9`,
    for: '15m',
    severity: 'warning',
    summary: 'Heap of {{ $labels.name }} is {{ $value | humanizePercentage }} full',
    description:
      'For 15 minutes garbage collection has not brought the heap below 90%. Requests are refused by circuit breakers next.',
    runbook: `Raise \`memory\` (half of it is heap). Many small shards and wide aggregations over many days are what fills it: \`_cat/shards\`, \`_nodes/hot_threads\`, and the top queries page in Dashboards help to find them.`,
  },
  {
    alert: 'OpenSearchGarbageCollection',
    expr: 'sum by (name) (rate(elasticsearch_jvm_gc_collection_seconds_sum{gc=~"young|old"}[10m])) > 0.2',
    for: '15m',
    severity: 'warning',
    summary: '{{ $labels.name }} spends {{ $value | humanizePercentage }} of its time in garbage collection',
    description:
      'The node stands still for that share of the time; writing and searching become slow, and the others may take it for dead.',
    runbook:
      'As OpenSearchHeapHigh. When the heap is not full, look for a burst of large requests: `_cat/thread_pool/search?v` and the slowest searches.',
  },
  {
    alert: 'OpenSearchCircuitBreakerTripped',
    expr: 'sum by (name, breaker) (increase(elasticsearch_breakers_tripped[15m])) > 0',
    severity: 'warning',
    summary: 'Circuit breaker {{ $labels.breaker }} of {{ $labels.name }} refused requests',
    description:
      'Requests that would have overrun the heap were refused with status 429. Fluent Bit retries; people see failed searches.',
    runbook:
      'Breaker `parent`: the heap is too small for the load, see OpenSearchHeapHigh. `request` or `fielddata`: single searches are too wide; narrow their time range or their aggregation.',
  },
  {
    alert: 'OpenSearchWritesRejected',
    expr: 'sum by (name) (increase(elasticsearch_thread_pool_rejected_count{type="write"}[15m])) > 0',
    for: '15m',
    severity: 'warning',
    summary: '{{ $labels.name }} refuses writes',
    description:
      'The queue of the write pool is full again and again. Fluent Bit retries, so logs arrive late; when its buffers are full they are lost.',
    runbook: `Writing is bound by CPU or disk: compare CPU usage with \`cpu\` and look at the disk's latency. Longer \`indices.refreshSeconds\`, more \`indices.shards\` over more nodes and faster volumes help. A single noisy namespace is best limited at Fluent Bit.`,
  },
];

function retentionAlerts(config: Config): RuleGroup['rules'] {
  const overdue = streams.map(
    (stream) => `
max by (index) (
  time() - elasticsearch_indices_settings_creation_timestamp_seconds{index=~"${indexPrefix}${stream}-.+"}
) > ${(config.retention.days[stream] + 2) * 86_400}`,
  );
  return [
    {
      alert: 'OpenSearchRetentionStuck',
      expr: overdue.join('\nor'),
      for: '1h',
      severity: 'warning',
      summary: 'Index {{ $labels.index }} should have been deleted',
      description: `It is more than two days older than its stream is kept. Index state management does not delete, and the disks fill up.`,
      runbook: `
1. ${ask('_plugins/_ism/explain/logs-*')}: no policy means that the setup Job did not attach one, a failed step says why in its \`info\`.
2. The Job: \`kubectl -n ${namespaceName} get jobs -l app.kubernetes.io/name=opensearch-setup\`, and its log. Delete the Job to have it run again.
3. \`not authorized\`: the policy was written by somebody else than user \`lifecycle\`; delete the policy and run the Job.
4. A failed step is retried with a POST to \`_plugins/_ism/retry/INDEX\`.`,
    },
    {
      alert: 'OpenSearchOverBudget',
      expr: `sum(elasticsearch_indices_store_size_bytes_total{index=~"${indexPrefix}.+"}) > ${budgetBytes(config) * 1.1}`,
      for: '1h',
      severity: 'warning',
      summary: 'Logs take {{ $value | humanize1024 }}B, more than they may',
      description: `The CronJob ${retentionName} should have deleted the oldest days. It never deletes the current day: when that alone is over the budget, something logs too much.`,
      runbook: `\`kubectl -n ${namespaceName} get cronjob,job\` and the log of the newest ${retentionName} pod say which. Jobs that fail with 401 or 403: the users were not applied, delete the Job opensearch-setup-* so that it runs again. Otherwise find the noisy source in Dashboards by counting records per namespace.`,
    },
  ];
}
