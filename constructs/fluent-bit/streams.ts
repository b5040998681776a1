// Which streams a cluster has, and where their files and units are on each distribution.
import type { Distribution } from '../kit/cluster.js';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';
import type { Stream } from './names.js';

/** Streams that are collected. */
export function activeStreams(config: Config, platform: Platform): readonly Stream[] {
  const units = kubeletUnits(config, platform);
  return [
    ...(config.containers.enabled ? (['containers'] as const) : []),
    ...(config.kubelet.enabled && units.length > 0 ? (['kubelet'] as const) : []),
    ...(auditPath(config, platform) ? (['audit'] as const) : []),
  ];
}

/** Host path of the audit log, when it is collected. */
export function auditPath(config: Config, platform: Platform): string | undefined {
  return config.auditLogs === false ? undefined : platform.auditLog?.path;
}

/** systemd units in whose journal the kubelet's log is. */
export function kubeletUnits(config: Config, platform: Platform): readonly string[] {
  const own = units[platform.cluster.distribution];
  return own.length > 0 ? [...own, ...config.kubelet.units] : [];
}

/**
 * RKE2 starts the kubelet as a child that logs to a file; its units tell about the supervisor alone.
 * https://docs.rke2.io/reference/logging
 */
export function kubeletFile(platform: Platform): string | undefined {
  return platform.cluster.distribution === 'rke2'
    ? '/var/lib/rancher/rke2/agent/logs/kubelet.log'
    : undefined;
}

const kubelet = ['kubelet.service'];
const units: Readonly<Record<Distribution, readonly string[]>> = {
  kubeadm: kubelet,
  kind: kubelet,
  eks: kubelet,
  gke: kubelet,
  aks: kubelet,
  k3s: ['k3s.service', 'k3s-agent.service'],
  rke2: ['rke2-server.service', 'rke2-agent.service'],
  // Talos has no systemd: its machined sends service logs over the network (machine.logging.destinations).
  talos: [],
};
