// Metric names that the snapshot controller exposes, for rules and dashboards.

/**
 * Checked against kubernetes-csi/external-snapshotter@v8.6.0:pkg/metrics/metrics.go. It serves a registry of its own,
 * without the numbers of Go's process collector.
 */
export const metrics: readonly string[] = [
  'snapshot_controller_operation_total_seconds_bucket',
  'snapshot_controller_operation_total_seconds_count',
  'snapshot_controller_operation_total_seconds_sum',
  'snapshot_controller_operations_in_flight',
  'up',
];
