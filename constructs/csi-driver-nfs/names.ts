// Names of the NFS driver. Both its parts are privileged on the host network, so they share a namespace.
import type { CsiDriver } from '../kit/csi.js';

export const addonName = 'csi-driver-nfs';
export const namespaceName = 'csi-driver-nfs';

export const driver: CsiDriver = {
  addon: addonName,
  driver: 'nfs.csi.k8s.io',
  controller: { namespace: namespaceName, name: 'csi-nfs-controller' },
  node: { namespace: namespaceName, name: 'csi-nfs-node' },
};

/** Ports on the loopback of the nodes, counted from `hostPort`. The first two are upstream's. */
export const portOffsets = {
  controller: 0,
  node: 1,
  registrar: 2,
  provisioner: 3,
  resizer: 4,
  snapshotter: 5,
} as const;
