// Where each distribution keeps the API server's audit log and the policy that decides what is in it.
import type { Distribution } from '../kit/cluster.js';

export const addonName = 'audit-logging';

/** Object names in the monitoring namespace. */
export const name = 'audit-logging';

/** Distributions whose API server is ours to configure. The others run it for the user. */
export const selfManaged = ['kubeadm', 'k3s', 'rke2', 'talos', 'kind'] as const;
export type SelfManaged = (typeof selfManaged)[number];

export function isSelfManaged(distribution: Distribution): distribution is SelfManaged {
  return (selfManaged as readonly string[]).includes(distribution);
}

/**
 * Host paths. k3s and RKE2: those of their hardening guides. Talos: fixed by
 * siderolabs/talos:internal/app/machined/pkg/controllers/k8s/control_plane_final.go; it keeps the policy by itself.
 */
export const paths: Record<SelfManaged, { readonly log: string; readonly policy: string }> = {
  kubeadm: { log: '/var/log/kubernetes/audit/audit.log', policy: '/etc/kubernetes/audit-policy.yaml' },
  kind: { log: '/var/log/kubernetes/audit/audit.log', policy: '/etc/kubernetes/audit-policy.yaml' },
  k3s: {
    log: '/var/lib/rancher/k3s/server/logs/audit.log',
    policy: '/var/lib/rancher/k3s/server/audit.yaml',
  },
  rke2: {
    log: '/var/lib/rancher/rke2/server/logs/audit.log',
    policy: '/etc/rancher/rke2/audit-policy.yaml',
  },
  talos: { log: '/var/log/audit/kube/kube-apiserver.log', policy: '' },
};
