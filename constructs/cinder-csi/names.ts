// Names and ports of the Cinder driver.
import type { CsiDriver } from '../kit/csi.js';

export const addonName = 'cinder-csi';
export const namespaceName = 'cinder-csi';
export const nodeNamespace = 'cinder-csi-node';

export const driver: CsiDriver = {
  addon: addonName,
  driver: 'cinder.csi.openstack.org',
  controller: { namespace: namespaceName, name: 'cinder-csi-controller' },
  node: { namespace: nodeNamespace, name: 'cinder-csi-node' },
};

/** Secret with the credentials, key `cloud.conf`: the name of upstream’s manifests. */
export const cloudSecret = 'cloud-config';
/** ConfigMaps, one in each namespace, with what is no secret. */
export const settingsName = 'cinder-csi-settings';

/** The chart's port of --http-endpoint. */
export const ports = { metrics: 8080 } as const;
