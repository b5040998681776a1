// Alerts on the snapshot controller. That a driver fails is said by the driver's own alerts.
import type { RuleGroup } from '../kit/alerts.js';

export const alerts: readonly RuleGroup[] = [
  {
    name: 'snapshot-controller',
    rules: [
      {
        alert: 'SnapshotControllerDown',
        expr: 'absent(up{job="snapshot-controller"} == 1)',
        for: '15m',
        severity: 'warning',
        summary: 'No snapshot controller runs',
        description:
          'New VolumeSnapshots are not taken and deleted ones stay. Volumes are not affected; backups that stand on snapshots fail.',
        runbook: `
1. \`kubectl -n snapshot-controller get pods,events\` and \`kubectl -n snapshot-controller logs deploy/snapshot-controller\`.
2. "failure to ensure CRDs exist": the CRDs of snapshot.storage.k8s.io are missing or do not serve v1. Apply the bundle's \`crds\` again; if they were deleted, all VolumeSnapshots went with them, while the snapshots in the storage may be found by hand.
3. Pods that run and are not leader log that they wait: the lease \`snapshot-controller-leader\` names who has it.
4. If the pods are well, Prometheus is not let in: NetworkPolicy snapshot-controller-from-prometheus.`,
      },
      {
        alert: 'SnapshotOperationsStuck',
        expr: `
max(min_over_time(snapshot_controller_operations_in_flight{job="snapshot-controller"}[1h])) > 0
unless
sum(increase(snapshot_controller_operation_total_seconds_count{job="snapshot-controller"}[1h])) > 0`,
        for: '15m',
        severity: 'warning',
        summary: '{{ $value }} snapshots wait, and none was finished for an hour',
        description:
          'Snapshots are asked for, or to be deleted, and nothing comes to an end. Backups that stand on them fail or hang.',
        runbook: `
\`kubectl get volumesnapshots -A\` shows which are not ready; \`kubectl -n NAMESPACE describe volumesnapshot NAME\` and \`kubectl describe volumesnapshotcontent CONTENT\` quote the error.

- No error and no content: the VolumeSnapshotClass does not exist, or none is the default of the driver.
- Content without an error: the csi-snapshotter sidecar of the driver does not run; look at the driver's controller.
- An error of the storage: quota, credentials, or a volume that cannot be snapshotted while attached.
- Deletions that hang: a claim is still being restored from the snapshot, or the storage refuses while clones depend on it.`,
      },
    ],
  },
];
