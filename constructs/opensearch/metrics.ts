// Metric names that rules and dashboards may use.

/**
 * What elasticsearch_exporter 1.11.0 says about an OpenSearch 3.6.0 node with the flags of exporter.ts, taken from a scrape
 * of both running; the names are those of prometheus-community/elasticsearch_exporter@v1.11.0: collector/*.go. Series
 * about single indices other than the three in exporter.ts are dropped when scraped. `up` and the like are Prometheus's own.
 */
export const metrics: readonly string[] = [
  'elasticsearch_breakers_tripped',
  'elasticsearch_cluster_health_active_primary_shards',
  'elasticsearch_cluster_health_active_shards',
  'elasticsearch_cluster_health_delayed_unassigned_shards',
  'elasticsearch_cluster_health_initializing_shards',
  'elasticsearch_cluster_health_number_of_data_nodes',
  'elasticsearch_cluster_health_number_of_nodes',
  'elasticsearch_cluster_health_number_of_pending_tasks',
  'elasticsearch_cluster_health_relocating_shards',
  'elasticsearch_cluster_health_status',
  'elasticsearch_cluster_health_task_max_waiting_in_queue_millis',
  'elasticsearch_cluster_health_unassigned_shards',
  'elasticsearch_clustersettings_allocation_watermark_flood_stage_ratio',
  'elasticsearch_clustersettings_allocation_watermark_high_ratio',
  'elasticsearch_clustersettings_allocation_watermark_low_ratio',
  'elasticsearch_clustersettings_stats_max_shards_per_node',
  'elasticsearch_exporter_build_info',
  'elasticsearch_filesystem_data_available_bytes',
  'elasticsearch_filesystem_data_size_bytes',
  'elasticsearch_indices_docs_primary',
  'elasticsearch_indices_indexing_index_time_seconds_total',
  'elasticsearch_indices_indexing_index_total',
  'elasticsearch_indices_search_query_time_seconds',
  'elasticsearch_indices_search_query_total',
  'elasticsearch_indices_settings_creation_timestamp_seconds',
  'elasticsearch_indices_settings_stats_read_only_indices',
  'elasticsearch_indices_store_size_bytes',
  'elasticsearch_indices_store_size_bytes_total',
  'elasticsearch_jvm_gc_collection_seconds_count',
  'elasticsearch_jvm_gc_collection_seconds_sum',
  'elasticsearch_jvm_memory_max_bytes',
  'elasticsearch_jvm_memory_used_bytes',
  'elasticsearch_process_cpu_percent',
  'elasticsearch_scrape_success',
  'elasticsearch_thread_pool_queue_count',
  'elasticsearch_thread_pool_rejected_count',
];
