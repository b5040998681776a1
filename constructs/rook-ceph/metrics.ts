// Metric names that Ceph, its exporters, the CSI drivers and Rook's operator expose, for rules and dashboards.

/**
 * Checked against ceph/ceph:src/pybind/mgr/prometheus/module.py (cluster, pools, PGs, health), rook/rook@v1.20.6:
 * deploy/examples/monitoring/{localrules.yaml,grafana/*.json} (what Ceph 20 exposes through the manager and the exporters)
 * and ceph/ceph-csi:internal/liveness/liveness.go.
 */
export const metrics: readonly string[] = [
  'ceph_cluster_total_bytes',
  'ceph_cluster_total_used_bytes',
  'ceph_daemon_health_metrics',
  'ceph_health_detail',
  'ceph_health_status',
  'ceph_healthcheck_slow_ops',
  'ceph_mds_metadata',
  'ceph_mgr_status',
  'ceph_mon_metadata',
  'ceph_mon_quorum_status',
  'ceph_num_objects_degraded',
  'ceph_num_objects_misplaced',
  'ceph_num_objects_unfound',
  'ceph_osd_apply_latency_ms',
  'ceph_osd_commit_latency_ms',
  'ceph_osd_in',
  'ceph_osd_metadata',
  'ceph_osd_numpg',
  'ceph_osd_stat_bytes',
  'ceph_osd_stat_bytes_used',
  'ceph_osd_up',
  'ceph_pg_active',
  'ceph_pg_clean',
  'ceph_pg_degraded',
  'ceph_pg_total',
  'ceph_pool_max_avail',
  'ceph_pool_metadata',
  'ceph_pool_percent_used',
  'ceph_pool_rd',
  'ceph_pool_rd_bytes',
  'ceph_pool_recovering_bytes_per_sec',
  'ceph_pool_stored',
  'ceph_pool_wr',
  'ceph_pool_wr_bytes',
  'ceph_rgw_metadata',
  // ceph/ceph-csi: 1 when the driver answers on its socket.
  'csi_liveness',
  // controller-runtime, in Rook's operator.
  'controller_runtime_reconcile_errors_total',
  'controller_runtime_reconcile_total',
  'process_cpu_seconds_total',
  'process_resident_memory_bytes',
  'up',
];
