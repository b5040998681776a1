// Metric names of prometheus-operator and of the config reloaders, for rules and dashboards.
import { exposes } from './exposes.js';

/** Checked against prometheus-operator/prometheus-operator@v0.93.1: pkg/operator, pkg/kubelet, internal. */
export const prometheusOperator: readonly string[] = exposes({
  counters: `
    prometheus_operator_kubernetes_client_http_requests_total
    prometheus_operator_list_operations_failed_total prometheus_operator_list_operations_total
    prometheus_operator_node_address_lookup_errors_total prometheus_operator_node_syncs_failed_total
    prometheus_operator_node_syncs_total prometheus_operator_reconcile_errors_total
    prometheus_operator_reconcile_operations_total prometheus_operator_reconcile_sts_delete_create_total
    prometheus_operator_status_update_errors_total prometheus_operator_status_update_operations_total
    prometheus_operator_triggered_total prometheus_operator_watch_operations_failed_total
    prometheus_operator_watch_operations_total prometheus_operator_workqueue_adds_total
    prometheus_operator_workqueue_retries_total
  `,
  gauges: `
    prometheus_operator_build_info prometheus_operator_feature_gate
    prometheus_operator_kubelet_managed_resource prometheus_operator_managed_resources
    prometheus_operator_ready prometheus_operator_spec_replicas prometheus_operator_spec_shards
    prometheus_operator_syncs prometheus_operator_workqueue_depth
    prometheus_operator_workqueue_longest_running_processor_seconds
    prometheus_operator_workqueue_unfinished_work_seconds
  `,
  histograms: `
    prometheus_operator_reconcile_duration_seconds prometheus_operator_workqueue_latency_seconds
    prometheus_operator_workqueue_work_duration_seconds
  `,
  summaries: `
    prometheus_operator_kubernetes_client_http_request_duration_seconds
    prometheus_operator_kubernetes_client_rate_limiter_duration_seconds
  `,
});

/** Beside Prometheus and Alertmanager, in their jobs. Checked against thanos-io/thanos@v0.42.2: pkg/reloader/reloader.go. */
export const configReloader: readonly string[] = exposes({
  counters: `
    reloader_config_apply_operations_failed_total reloader_config_apply_operations_total
    reloader_reloads_failed_total reloader_reloads_total reloader_watch_errors_total
    reloader_watch_events_total
  `,
  gauges: `
    reloader_config_environment_variable_expansion_errors reloader_info
    reloader_last_reload_success_timestamp_seconds reloader_last_reload_successful reloader_watches
  `,
});
