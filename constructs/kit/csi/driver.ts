// What the parts of a CSI driver agree on: its names, the socket between its containers, and ports.
// https://kubernetes-csi.github.io/docs/deploying.html
import { type Labels, selectorLabels } from '../labels.js';

export interface CsiDriver {
  readonly addon: string;
  /** Name of the CSIDriver, and the provisioner of its StorageClasses. */
  readonly driver: string;
  /** Deployment and ServiceAccount of the controller. */
  readonly controller: { readonly namespace: string; readonly name: string };
  /** DaemonSet and ServiceAccount of the node plugin. */
  readonly node: { readonly namespace: string; readonly name: string };
}

/** Labels of the pods of one of the two. */
export function podsOf(part: CsiDriver['controller']): Labels {
  return selectorLabels(part.name);
}

export const socketVolume = 'socket-dir';
export const socketFolder = '/csi';
export const socketPath = `${socketFolder}/csi.sock`;

/**
 * Container ports. Those of metrics are as the chart of aws-ebs-csi-driver has them, health as everywhere (9808, 9809).
 */
export const csiPorts = {
  provisioner: 3302,
  attacher: 3303,
  resizer: 3304,
  snapshotter: 3306,
  health: 9808,
  registrar: 9809,
} as const;

/** Where the kubelet finds the driver's socket, on the node. */
export function pluginFolder(kubeletPath: string, driver: string): string {
  return `${kubeletPath}/plugins/${driver}`;
}
