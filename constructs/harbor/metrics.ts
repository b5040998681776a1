// Metric names that rules and dashboards may use.

/**
 * core: goharbor/harbor@v2.15.2: src/lib/metric/collector.go with METRIC_NAMESPACE harbor and METRIC_SUBSYSTEM core.
 * jobservice: src/lib/metric/jobservice.go with METRIC_SUBSYSTEM jobservice. exporter: src/pkg/exporter/*_collector.go.
 * registry: distribution/distribution@v2.8.3: registry/handlers/app.go, registry/storage/driver/base/base.go and
 * registry/storage/cache/cachedblobdescriptorstore.go, with the suffixes of docker/go-metrics.
 */
export const metrics: readonly string[] = [
  'harbor_artifact_pulled',
  'harbor_core_http_inflight_requests',
  'harbor_core_http_request_duration_seconds',
  'harbor_core_http_request_duration_seconds_count',
  'harbor_core_http_request_duration_seconds_sum',
  'harbor_core_http_request_total',
  'harbor_health',
  'harbor_jobservice_info',
  'harbor_jobservice_task_process_time_seconds',
  'harbor_jobservice_task_process_time_seconds_count',
  'harbor_jobservice_task_process_time_seconds_sum',
  'harbor_jobservice_task_total',
  'harbor_project_artifact_total',
  'harbor_project_member_total',
  'harbor_project_quota_byte',
  'harbor_project_quota_usage_byte',
  'harbor_project_repo_total',
  'harbor_project_total',
  'harbor_statistics_private_project_amount',
  'harbor_statistics_private_repo_amount',
  'harbor_statistics_public_project_amount',
  'harbor_statistics_public_repo_amount',
  'harbor_statistics_total_project_amount',
  'harbor_statistics_total_repo_amount',
  'harbor_statistics_total_storage_consumption',
  'harbor_system_info',
  'harbor_task_concurrency',
  'harbor_task_queue_latency',
  'harbor_task_queue_size',
  'harbor_task_scheduled_total',
  'harbor_up',
  'registry_http_in_flight_requests',
  'registry_http_request_duration_seconds_bucket',
  'registry_http_request_duration_seconds_count',
  'registry_http_request_duration_seconds_sum',
  'registry_http_requests_total',
  'registry_storage_action_seconds_bucket',
  'registry_storage_action_seconds_count',
  'registry_storage_action_seconds_sum',
  'registry_storage_cache_total',
];
