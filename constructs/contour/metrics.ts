// Metric names that Contour and Envoy expose, for rules and dashboards.

/** Checked against projectcontour/contour@v1.33.6:internal/metrics/metrics.go. */
const ofContour = [
  'contour_build_info',
  'contour_dagrebuild_timestamp',
  'contour_dagrebuild_total',
  'contour_httpproxy',
  'contour_httpproxy_invalid',
  'contour_httpproxy_orphaned',
  'contour_httpproxy_valid',
];

/**
 * Checked against projectcontour/contour@v1.33.6:examples/grafana, and for connected_state and downstream_rq_xx against
 * Envoy's reference: configuration/overview/mgmt_server, configuration/http/http_conn_man/stats.
 */
const ofEnvoy = [
  'envoy_cluster_manager_cds_update_rejected',
  'envoy_cluster_membership_healthy',
  'envoy_cluster_membership_total',
  'envoy_cluster_upstream_rq_time_bucket',
  'envoy_cluster_upstream_rq_total',
  'envoy_cluster_upstream_rq_xx',
  'envoy_control_plane_connected_state',
  'envoy_http_downstream_cx_active',
  'envoy_http_downstream_rq_time_bucket',
  'envoy_http_downstream_rq_total',
  'envoy_http_downstream_rq_xx',
  'envoy_http_rds_update_rejected',
  'envoy_listener_manager_lds_update_rejected',
  'envoy_server_memory_allocated',
  'envoy_server_memory_heap_size',
];

export const metrics: readonly string[] = [...ofContour, ...ofEnvoy, 'up'];
