// Alerts on the provisioner. It serves no metrics: kube-state-metrics tells. That disks fill is said by the node's rules.
import type { RuleGroup } from '../kit/alerts.js';

export const alerts: readonly RuleGroup[] = [
  {
    name: 'local-path-provisioner',
    rules: [
      {
        alert: 'LocalPathProvisionerDown',
        expr: `
kube_deployment_status_replicas_available{job="kube-state-metrics", namespace="local-path-provisioner", deployment="local-path-provisioner"} == 0`,
        for: '15m',
        severity: 'warning',
        summary: 'The local path provisioner does not run',
        description:
          'New claims of its StorageClass stay Pending, and folders of deleted claims stay on the nodes. Volumes in use are not affected.',
        runbook: `
\`kubectl -n local-path-provisioner get pods,events\` and \`kubectl -n local-path-provisioner logs deploy/local-path-provisioner\`.

- "helper pod template must not …" or "config canonicalization failed": the configuration was changed by hand; apply the bundle again.
- Not ready: it cannot list ConfigMaps in local-path-helpers. Is the Role there, and does a NetworkPolicy let it to the API server?`,
      },
      {
        alert: 'LocalPathHelperPending',
        expr: `
sum by (pod) (kube_pod_status_phase{job="kube-state-metrics", namespace="local-path-helpers", phase=~"Pending|Failed"}) > 0`,
        for: '5m',
        severity: 'warning',
        summary: 'Helper {{ $labels.pod }} cannot do its work on a node',
        description:
          'It has to make or remove the folder of a volume. Until it can, the claim stays Pending, or the data stays on the disk.',
        runbook: `
\`kubectl -n local-path-helpers describe pod POD\`: is the image there, is the node ready, does an admission policy refuse hostPath? A helper that failed has its log in \`kubectl -n local-path-provisioner logs deploy/local-path-provisioner\`: a read-only or full disk, most often. A volume of a node that is gone for good: delete the PersistentVolume; there is nothing left to remove.`,
      },
    ],
  },
];
