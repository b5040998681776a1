// How the parts of the control plane come to serve metrics beyond localhost, for the distributions that can.
import type { ControlPlanePart } from '../kit/cluster.js';
import type { Platform } from '../kit/platform.js';

/** By path inside `prometheus-stack/files/`; nothing when no part is scraped. */
export function nodeFiles(platform: Platform): Readonly<Record<string, string>> {
  const { controlPlaneMetrics: parts, distribution } = platform.cluster;
  if (parts.length === 0 || (distribution !== 'kubeadm' && distribution !== 'kind')) return {};
  return { 'kubeadm-metrics.yaml': kubeadm(parts) };
}

function kubeadm(parts: readonly ControlPlanePart[]): string {
  const arg = (name: string, value: string) => `    - name: ${name}\n      value: "${value}"\n`;
  const component = (field: string, part: ControlPlanePart) =>
    parts.includes(part) ? `${field}:\n  extraArgs:\n${arg('bind-address', '0.0.0.0')}` : '';
  return [
    '# Merge into the configuration of kubeadm before kubeadm init, or into the ConfigMap kube-system/kubeadm-config of a\n',
    '# running cluster, followed by `kubeadm upgrade node` on each control plane. The scheduler and the controller manager\n',
    '# ask for a token on these ports. The metrics port of etcd (2381) and of kube-proxy (10249) asks for nothing: let a\n',
    '# firewall admit the pod and node networks alone.\n',
    'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n',
    component('controllerManager', 'controller-manager'),
    component('scheduler', 'scheduler'),
    parts.includes('etcd')
      ? `etcd:\n  local:\n    extraArgs:\n      - name: listen-metrics-urls\n        value: "http://0.0.0.0:2381"\n`
      : '',
    parts.includes('kube-proxy')
      ? '---\napiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nmetricsBindAddress: "0.0.0.0:10249"\n'
      : '',
  ].join('');
}
