// Metric names that Fluent Bit's pods expose, for rules and dashboards.

/**
 * Read from /api/v2/metrics/prometheus of a running 5.1.1 and checked against fluent/fluent-bit@v5.1.1: src/flb_input.c,
 * flb_filter.c, flb_output.c, flb_router.c, flb_storage.c, flb_log.c, flb_metrics.c, plugins/in_tail/tail.c.
 *
 * Labels. `name` is the alias: of inputs `containers`, `kubelet`, `kubelet-file`, `audit`; of outputs `<output>.<stream>`
 * such as `opensearch.containers`; of filters `kubernetes`, `origin`, `audit-bodies` and others. `fluentbit_routing_*`
 * and `fluentbit_output_latency_seconds` have `input` and `output`; `fluentbit_logger_logs_total` has `message_type`
 * (error, warn, info, debug, trace); uptime, start time, reloads and build info have `hostname`, the pod. All have
 * `job` (`fluent-bit` on every node, `fluent-bit-audit` on control planes), `instance`, `pod`, `namespace` and `node`.
 */
export const metrics: readonly string[] = [
  'fluentbit_build_info',
  'fluentbit_filter_add_records_total',
  'fluentbit_filter_bytes_total',
  'fluentbit_filter_drop_bytes_total',
  'fluentbit_filter_drop_records_total',
  'fluentbit_filter_records_total',
  'fluentbit_hot_reloaded_times',
  'fluentbit_input_bytes_total',
  'fluentbit_input_files_closed_total',
  'fluentbit_input_files_opened_total',
  'fluentbit_input_files_rotated_total',
  'fluentbit_input_ingestion_paused',
  'fluentbit_input_long_line_skipped_total',
  'fluentbit_input_long_line_truncated_total',
  'fluentbit_input_multiline_truncated_total',
  'fluentbit_input_rate_bytes',
  'fluentbit_input_rate_records',
  'fluentbit_input_records_total',
  'fluentbit_input_storage_chunks',
  'fluentbit_input_storage_chunks_busy',
  'fluentbit_input_storage_chunks_busy_bytes',
  'fluentbit_input_storage_chunks_down',
  'fluentbit_input_storage_chunks_up',
  'fluentbit_input_storage_memory_bytes',
  'fluentbit_input_storage_overlimit',
  'fluentbit_logger_logs_total',
  'fluentbit_output_chunk_available_capacity_percent',
  'fluentbit_output_dropped_records_total',
  'fluentbit_output_errors_total',
  'fluentbit_output_latency_seconds_bucket',
  'fluentbit_output_latency_seconds_count',
  'fluentbit_output_latency_seconds_sum',
  'fluentbit_output_proc_bytes_total',
  'fluentbit_output_proc_records_total',
  'fluentbit_output_retried_records_total',
  'fluentbit_output_retries_failed_total',
  'fluentbit_output_retries_total',
  'fluentbit_output_upstream_busy_connections',
  'fluentbit_output_upstream_total_connections',
  'fluentbit_process_start_time_seconds',
  'fluentbit_routing_logs_bytes_total',
  'fluentbit_routing_logs_drop_bytes_total',
  'fluentbit_routing_logs_drop_records_total',
  'fluentbit_routing_logs_records_total',
  'fluentbit_storage_chunks',
  'fluentbit_storage_fs_chunks',
  'fluentbit_storage_fs_chunks_down',
  'fluentbit_storage_fs_chunks_up',
  'fluentbit_storage_mem_chunks',
  'fluentbit_uptime',
  'up',
];
