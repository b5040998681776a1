// Alerts on the CSI drivers, which stand between pods and their volumes.
import type { AlertRule } from '../kit/alerts.js';

export const csiAlerts: readonly AlertRule[] = [
  {
    alert: 'CephCSINodePluginDown',
    expr: `
max by (job, node) (csi_liveness{job=~"ceph-csi-.+-nodeplugin"}) == 0
or max by (job, node) (up{job=~"ceph-csi-.+-nodeplugin"}) == 0`,
    for: '10m',
    severity: 'warning',
    summary: '{{ $labels.job }} on node {{ $labels.node }} does not answer',
    description:
      'Pods that start on this node wait for their volumes, and pods that end there hang. Mounted volumes go on.',
    runbook: `
\`kubectl -n rook-ceph get pods -o wide | grep nodeplugin\` and the logs of its plugin on that node. The kernel needs the modules rbd and ceph (\`modprobe rbd ceph\`). A driver that runs and is not scraped: TCP 9080 and 9081 of the nodes must be open to Prometheus.`,
  },
  {
    alert: 'CephCSIControllerDown',
    expr: `
absent(csi_liveness{job="ceph-csi-rbd-ctrlplugin"} == 1)
or max by (job) (csi_liveness{job=~"ceph-csi-.+-ctrlplugin"}) == 0`,
    for: '10m',
    severity: 'warning',
    summary: 'No controller of a Ceph CSI driver answers',
    description:
      'Volumes are neither made, resized, attached nor deleted. Pods whose volumes are mounted are not touched.',
    runbook: `
\`kubectl -n rook-ceph get drivers.csi.ceph.io\` and \`kubectl -n rook-ceph get pods | grep ctrlplugin\`. No pods at all: the log of \`deploy/ceph-csi-controller-manager\` says why. Pods that restart: the container csi-snapshotter ends when the snapshot CRDs were removed.`,
  },
];
