// Metric names of scheduler, controller-manager and kube-proxy, and those that all parts of Kubernetes share.
import { exposes } from './exposes.js';

/** Checked against kubernetes/kubernetes@v1.34.4: test/instrumentation/documentation/documentation-list.yaml. */
export const kubeScheduler: readonly string[] = exposes({
  counters: `
    leader_election_slowpath_total scheduler_plugin_evaluation_total scheduler_preemption_attempts_total
    scheduler_preemption_goroutines_execution_total scheduler_queue_incoming_pods_total
    scheduler_schedule_attempts_total scheduler_volume_binder_cache_requests_total
    scheduler_volume_scheduling_stage_error_total
  `,
  gauges: `
    leader_election_master_status scheduler_goroutines scheduler_inflight_events scheduler_pending_pods
    scheduler_scheduler_cache_size scheduler_unschedulable_pods
  `,
  histograms: `
    scheduler_event_handling_duration_seconds scheduler_framework_extension_point_duration_seconds
    scheduler_permit_wait_duration_seconds scheduler_plugin_execution_duration_seconds
    scheduler_pod_scheduling_attempts scheduler_pod_scheduling_duration_seconds
    scheduler_pod_scheduling_sli_duration_seconds scheduler_preemption_goroutines_duration_seconds
    scheduler_preemption_victims scheduler_queueing_hint_execution_duration_seconds
    scheduler_scheduling_algorithm_duration_seconds scheduler_scheduling_attempt_duration_seconds
  `,
});

/** Checked against kubernetes/kubernetes@v1.34.4: test/instrumentation/documentation/documentation-list.yaml. */
export const kubeControllerManager: readonly string[] = exposes({
  counters: `
    attach_detach_controller_attachdetach_controller_forced_detaches endpoint_slice_controller_changes
    endpoint_slice_controller_syncs endpoint_slice_mirroring_controller_changes
    ephemeral_volume_controller_create_failures_total ephemeral_volume_controller_create_total
    garbagecollector_controller_resources_sync_error_total
    horizontal_pod_autoscaler_controller_metric_computation_total
    horizontal_pod_autoscaler_controller_reconciliations_total job_controller_job_finished_indexes_total
    job_controller_job_pods_creation_total job_controller_job_pods_finished_total
    job_controller_job_syncs_total job_controller_jobs_by_external_controller_total
    job_controller_jobs_finished_total job_controller_pod_failures_handled_by_failure_policy_total
    job_controller_terminated_pods_tracking_finalizer_total leader_election_slowpath_total
    node_collector_evictions_total node_ipam_controller_cidrset_cidrs_allocations_total
    node_ipam_controller_cidrset_cidrs_releases_total pod_gc_collector_force_delete_pod_errors_total
    pod_gc_collector_force_delete_pods_total resourceclaim_controller_create_attempts_total
    resourceclaim_controller_create_failures_total root_ca_cert_publisher_sync_total
    taint_eviction_controller_pod_deletions_total
  `,
  gauges: `
    attachdetach_controller_total_volumes endpoint_slice_controller_desired_endpoint_slices
    endpoint_slice_controller_endpoints_desired endpoint_slice_controller_num_endpoint_slices
    endpoint_slice_controller_services_count_by_traffic_distribution
    endpoint_slice_mirroring_controller_desired_endpoint_slices
    endpoint_slice_mirroring_controller_endpoints_desired
    endpoint_slice_mirroring_controller_num_endpoint_slices leader_election_master_status
    node_collector_unhealthy_nodes_in_zone node_collector_zone_health node_collector_zone_size
    node_ipam_controller_cidrset_usage_cidrs node_ipam_controller_cirdset_max_cidrs
    pv_collector_bound_pv_count pv_collector_bound_pvc_count pv_collector_total_pv_count
    pv_collector_unbound_pv_count pv_collector_unbound_pvc_count
    resourceclaim_controller_allocated_resource_claims resourceclaim_controller_resource_claims
    running_managed_controllers
  `,
  histograms: `
    cronjob_controller_job_creation_skew_duration_seconds
    endpoint_slice_controller_endpoints_added_per_sync
    endpoint_slice_controller_endpoints_removed_per_sync
    endpoint_slice_controller_endpointslices_changed_per_sync
    endpoint_slice_mirroring_controller_addresses_skipped_per_sync
    endpoint_slice_mirroring_controller_endpoints_added_per_sync
    endpoint_slice_mirroring_controller_endpoints_removed_per_sync
    endpoint_slice_mirroring_controller_endpoints_sync_duration
    endpoint_slice_mirroring_controller_endpoints_updated_per_sync
    horizontal_pod_autoscaler_controller_metric_computation_duration_seconds
    horizontal_pod_autoscaler_controller_reconciliation_duration_seconds
    job_controller_job_sync_duration_seconds node_collector_update_all_nodes_health_duration_seconds
    node_collector_update_node_health_duration_seconds
    node_controller_cloud_provider_taint_removal_delay_seconds
    node_controller_initial_node_sync_delay_seconds
    node_ipam_controller_cidrset_allocation_tries_per_request
    replicaset_controller_sorting_deletion_age_ratio root_ca_cert_publisher_sync_duration_seconds
    taint_eviction_controller_pod_deletion_duration_seconds
    ttl_after_finished_controller_job_deletion_duration_seconds
  `,
});

/** Checked against kubernetes/kubernetes@v1.34.4: test/instrumentation/documentation/documentation-list.yaml. */
export const kubeProxy: readonly string[] = exposes({
  counters: `
    kubeproxy_proxy_healthz_total kubeproxy_proxy_livez_total
    kubeproxy_sync_proxy_rules_endpoint_changes_total
    kubeproxy_sync_proxy_rules_iptables_partial_restore_failures_total
    kubeproxy_sync_proxy_rules_iptables_restore_failures_total
    kubeproxy_sync_proxy_rules_nftables_cleanup_failures_total
    kubeproxy_sync_proxy_rules_nftables_sync_failures_total
    kubeproxy_sync_proxy_rules_service_changes_total
  `,
  gauges: `
    kubeproxy_iptables_ct_state_invalid_dropped_packets_total
    kubeproxy_iptables_localhost_nodeports_accepted_packets_total
    kubeproxy_sync_proxy_rules_endpoint_changes_pending kubeproxy_sync_proxy_rules_iptables_last
    kubeproxy_sync_proxy_rules_iptables_total kubeproxy_sync_proxy_rules_last_queued_timestamp_seconds
    kubeproxy_sync_proxy_rules_last_timestamp_seconds
    kubeproxy_sync_proxy_rules_no_local_endpoints_total
    kubeproxy_sync_proxy_rules_service_changes_pending
  `,
  histograms: `
    kubeproxy_network_programming_duration_seconds kubeproxy_sync_full_proxy_rules_duration_seconds
    kubeproxy_sync_partial_proxy_rules_duration_seconds kubeproxy_sync_proxy_rules_duration_seconds
  `,
});

/**
 * client-go's requests, work queues and versions: every part of Kubernetes has them.
 * Checked against kubernetes/kubernetes@v1.34.4: test/instrumentation/documentation/documentation-list.yaml.
 */
export const shared: readonly string[] = exposes({
  counters: `
    kubernetes_healthchecks_total rest_client_exec_plugin_call_total rest_client_request_retries_total
    rest_client_requests_total rest_client_transport_create_calls_total workqueue_adds_total
    workqueue_retries_total
  `,
  gauges: `
    kubernetes_build_info kubernetes_feature_enabled kubernetes_healthcheck
    rest_client_exec_plugin_ttl_seconds rest_client_transport_cache_entries workqueue_depth
    workqueue_longest_running_processor_seconds workqueue_unfinished_work_seconds
  `,
  histograms: `
    rest_client_dns_resolution_duration_seconds rest_client_exec_plugin_certificate_rotation_age
    rest_client_rate_limiter_duration_seconds rest_client_request_duration_seconds
    rest_client_request_size_bytes rest_client_response_size_bytes workqueue_queue_duration_seconds
    workqueue_work_duration_seconds
  `,
});
