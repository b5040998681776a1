// StorageClasses and what the scheduler and the kubelet must know of the driver.
// Parameters: kubernetes-csi/csi-driver-nfs@v4.13.4:docs/driver-parameters.md
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { csiStorageClass } from '../kit/csi.js';
import { labels } from '../kit/labels.js';
import type { Config } from './config.js';
import { addonName, driver } from './names.js';

export function storageClasses(scope: Construct, config: Config): void {
  new k8s.KubeCsiDriver(scope, 'csi-driver', {
    metadata: { name: driver.driver, labels: labels(addonName, driver.driver) },
    spec: { attachRequired: false, fsGroupPolicy: 'File', volumeLifecycleModes: ['Persistent'] },
  });
  config.storageClasses.forEach((c, i) => {
    csiStorageClass(scope, driver, {
      ...c,
      isDefault: config.default && i === 0,
      parameters: {
        server: c.server,
        share: c.share,
        ...(c.subDir ? { subDir: c.subDir } : {}),
        ...(c.mountPermissions ? { mountPermissions: c.mountPermissions } : {}),
        onDelete: c.onDelete,
      },
      // Every node reaches the server, so there is nothing to wait for.
      bindingMode: 'Immediate',
    });
  });
}
