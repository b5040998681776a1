// Alerts on persistent volumes: space, inodes and claims that have no volume.
import type { AlertRule, RuleGroup } from '../../kit/alerts.js';
import { ksm, kubelet } from './select.js';

const claim = '{{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }}';

/** A volume that is mounted on many nodes is measured on each of them. */
const share = (free: string, all: string) => `
min by (namespace, persistentvolumeclaim) (
  kubelet_volume_stats_${free}{${kubelet}} / (kubelet_volume_stats_${all}{${kubelet}} > 0)
)`;
const space = share('available_bytes', 'capacity_bytes');
const inodes = share('inodes_free', 'inodes');

/** Full on purpose, or nothing to write to: read-only volumes, and file systems that count no inodes in use. */
const used = (what: string) => `
and on (namespace, persistentvolumeclaim) kubelet_volume_stats_${what}{${kubelet}} > 0
unless on (namespace, persistentvolumeclaim)
  kube_persistentvolumeclaim_access_mode{${ksm}, access_mode="ReadOnlyMany"} == 1`;

/** On its present course of six hours, it is full within four days. */
const runsOut = (free: string) => `
and on (namespace, persistentvolumeclaim)
  predict_linear(kubelet_volume_stats_${free}{${kubelet}}[6h], 4 * 24 * 3600) < 0`;

export const storageRules: readonly RuleGroup[] = [
  {
    name: 'kubernetes-storage',
    rules: [
      ...fillingUp(
        'KubePersistentVolumeFillingUp',
        'space',
        space,
        used('used_bytes'),
        runsOut('available_bytes'),
      ),
      ...fillingUp(
        'KubePersistentVolumeInodesFillingUp',
        'inodes',
        inodes,
        used('inodes_used'),
        runsOut('inodes_free'),
      ),
      {
        alert: 'KubePersistentVolumeErrors',
        expr: `max by (persistentvolume, phase) (kube_persistentvolume_status_phase{${ksm}, phase=~"Failed|Pending"} == 1)`,
        for: '5m',
        severity: 'critical',
        summary: 'PersistentVolume {{ $labels.persistentvolume }} is {{ $labels.phase }}',
        description:
          'Failed: it could not be reclaimed after its claim was deleted. Pending: the storage behind it could not be made. No pod can use it.',
        runbook:
          '`kubectl describe pv NAME` quotes the storage driver. Look at the log of its provisioner (for Rook: `kubectl -n rook-ceph logs deploy/csi-rbdplugin-provisioner -c csi-provisioner`). A Failed volume still holds data: before you delete it, see whether anybody needs that, and that the image behind it exists.',
      },
      {
        alert: 'KubePersistentVolumeClaimPending',
        // A claim that binds on first use waits for a pod on purpose.
        expr: `
max by (namespace, persistentvolumeclaim) (
  kube_persistentvolumeclaim_status_phase{${ksm}, phase="Pending"} == 1
)
and on (namespace, persistentvolumeclaim) kube_pod_spec_volumes_persistentvolumeclaims_info{${ksm}}`,
        for: '15m',
        severity: 'warning',
        summary: `Claim ${claim} has no volume`,
        description: 'A pod mounts this claim and waits: no volume was made for it in 15 minutes.',
        runbook:
          '1. `kubectl -n NAMESPACE describe pvc NAME`: the events quote the provisioner.\n2. No event at all: its StorageClass does not exist, or none is the default (`kubectl get storageclass`).\n3. "waiting for first consumer": the pod itself cannot be scheduled; look at its events.\n4. Otherwise the storage is full or not healthy: look at its own alerts.',
      },
      {
        alert: 'KubePersistentVolumeClaimLost',
        expr: `
max by (namespace, persistentvolumeclaim) (
  kube_persistentvolumeclaim_status_phase{${ksm}, phase="Lost"} == 1
)`,
        for: '5m',
        severity: 'critical',
        summary: `The volume of claim ${claim} is gone`,
        description:
          'The claim names a PersistentVolume that no longer exists. A pod that starts now cannot mount it; one that runs may still have the data.',
        runbook:
          "Do not restart the pod. If it runs, copy the data out first (`kubectl -n NAMESPACE cp`, or the application's own dump). If the storage still has the image, make a PersistentVolume by hand with the same name, the old `volumeHandle` and a `claimRef` to this claim. Else restore from backup into a new claim.",
      },
    ],
  },
];

function fillingUp(
  alert: string,
  what: string,
  ratio: string,
  guard: string,
  trend: string,
): readonly AlertRule[] {
  const runbook = `1. See what fills it: \`kubectl -n NAMESPACE exec POD -- df -${what === 'inodes' ? 'i' : 'h'}\`, then \`du\` on the mount path. Old logs, dumps and retention settings are the usual finds.\n2. Grow it: raise \`spec.resources.requests.storage\` of the claim (StorageClass with \`allowVolumeExpansion\`). For claims of a StatefulSet or of an operator, change the size where that is configured, or it will be reported as drift.\n3. ${what === 'inodes' ? 'Inodes of ext4 are fixed when it is made and grow with the volume; xfs makes them as needed.' : 'Databases need free space to clean up: act before it is full, as some cannot even delete then.'}`;
  return [
    {
      alert,
      expr: `${ratio} < 0.03${guard}`,
      for: '1m',
      severity: 'critical',
      summary: `The volume of claim ${claim} is nearly out of ${what}`,
      description: `Only {{ $value | humanizePercentage }} of its ${what} is free. Writes are about to fail, and what keeps its data there stops.`,
      runbook,
    },
    {
      alert,
      expr: `${ratio} < 0.15${guard}${trend}`,
      for: '1h',
      severity: 'warning',
      summary: `The volume of claim ${claim} runs out of ${what} within four days`,
      description: `{{ $value | humanizePercentage }} of its ${what} is free, and going by the last six hours none will be left in four days.`,
      runbook,
    },
  ];
}
