// StorageClasses and what the scheduler and the kubelet must know of the driver.
// Checked against hetznercloud/csi-driver@v2.22.1:deploy/kubernetes/hcloud-csi.yml and docs/kubernetes
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { csiStorageClass } from '../kit/csi.js';
import { labels } from '../kit/labels.js';
import type { Config } from './config.js';
import { addonName, driver, encryptionSecret, namespaceName } from './names.js';

export function storageClasses(scope: Construct, config: Config): void {
  new k8s.KubeCsiDriver(scope, 'csi-driver', {
    metadata: { name: driver.driver, labels: labels(addonName, driver.driver) },
    spec: {
      attachRequired: true,
      fsGroupPolicy: 'File',
      podInfoOnMount: true,
      seLinuxMount: true,
      volumeLifecycleModes: ['Persistent'],
    },
  });
  config.storageClasses.forEach((c, i) => {
    csiStorageClass(scope, driver, {
      ...c,
      isDefault: config.default && i === 0,
      parameters: {
        'csi.storage.k8s.io/fstype': c.fsType,
        ...(c.formatOptions ? { fsFormatOptions: c.formatOptions } : {}),
        ...(c.encrypted
          ? {
              // The kubelet reads it when it mounts; no workload of ours may.
              'csi.storage.k8s.io/node-publish-secret-name': encryptionSecret,
              'csi.storage.k8s.io/node-publish-secret-namespace': namespaceName,
            }
          : {}),
      },
      ...(config.robotServers
        ? { allowedTopologies: { 'instance.hetzner.cloud/provided-by': ['cloud'] } }
        : {}),
    });
  });
}
