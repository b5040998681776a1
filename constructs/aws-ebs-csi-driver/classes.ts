// StorageClasses, the snapshot class, and what the scheduler and the kubelet must know of the driver.
// Parameters: kubernetes-sigs/aws-ebs-csi-driver@v1.64.0:docs/parameters.md
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { csiSnapshotClass, csiStorageClass } from '../kit/csi.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';
import { addonName, driver } from './names.js';

export function classes(scope: Construct, config: Config, platform: Platform): void {
  new k8s.KubeCsiDriver(scope, 'csi-driver', {
    metadata: { name: driver.driver, labels: labels(addonName, driver.driver) },
    spec: { attachRequired: true, fsGroupPolicy: 'File', podInfoOnMount: false },
  });
  config.storageClasses.forEach((c, i) => {
    csiStorageClass(scope, driver, {
      ...c,
      isDefault: config.default && i === 0,
      parameters: {
        'csi.storage.k8s.io/fstype': c.fsType,
        type: c.type,
        ...(c.iops === undefined ? {} : { iops: String(c.iops) }),
        ...(c.throughput === undefined ? {} : { throughput: String(c.throughput) }),
        encrypted: String(c.encrypted),
        ...(c.kmsKeyId ? { kmsKeyId: c.kmsKeyId } : {}),
      },
    });
  });
  csiSnapshotClass(scope, platform, driver, config.snapshotClass);
}
