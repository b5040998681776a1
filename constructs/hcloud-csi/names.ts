// Names and ports of the Hetzner Cloud driver.
import type { CsiDriver } from '../kit/csi.js';

export const addonName = 'hcloud-csi';
export const namespaceName = 'hcloud-csi';
export const nodeNamespace = 'hcloud-csi-node';

export const driver: CsiDriver = {
  addon: addonName,
  driver: 'csi.hetzner.cloud',
  controller: { namespace: namespaceName, name: 'hcloud-csi-controller' },
  node: { namespace: nodeNamespace, name: 'hcloud-csi-node' },
};

/** Secret with the API token, key `token`: the name of upstream’s manifests. */
export const tokenSecret = 'hcloud';
/** Secret with the passphrase of encrypted volumes. */
export const encryptionSecret = 'hcloud-csi-encryption';

export const ports = { metrics: 9189 } as const;
