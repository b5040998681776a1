// What users name in their claims: StorageClasses for volumes, files and buckets, and classes of snapshots.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { customResource } from '../kit/custom-resource.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { protection } from '../kit/protect.js';
import type { Config } from './config.js';
import { drivers } from './csi-drivers.js';
import {
  addonName,
  blockPool,
  classes,
  type Driver,
  driverName,
  filesystemName,
  filesystemPool,
  namespaceName,
  objectStoreName,
} from './names.js';

export function storageClasses(scope: Construct, config: Config, platform: Platform): void {
  storageClass(scope, classes.block, {
    isDefault: config.block.defaultClass,
    provisioner: driverName('rbd'),
    reclaimPolicy: config.block.reclaimPolicy,
    allowVolumeExpansion: true,
    parameters: {
      clusterID: namespaceName,
      pool: blockPool,
      imageFormat: '2',
      // The one set of features that every kernel which can map images knows.
      imageFeatures: 'layering',
      'csi.storage.k8s.io/fstype': config.block.fsType,
      ...credentials('rbd'),
    },
  });
  if (config.filesystem.enabled) {
    storageClass(scope, classes.file, {
      provisioner: driverName('cephfs'),
      reclaimPolicy: config.filesystem.reclaimPolicy,
      allowVolumeExpansion: true,
      parameters: {
        clusterID: namespaceName,
        fsName: filesystemName,
        pool: `${filesystemName}-${filesystemPool}`,
        ...credentials('cephfs'),
      },
    });
  }
  if (config.objectStore.enabled) {
    storageClass(scope, classes.bucket, {
      provisioner: `${namespaceName}.ceph.rook.io/bucket`,
      reclaimPolicy: config.objectStore.reclaimPolicy,
      parameters: { objectStoreName, objectStoreNamespace: namespaceName },
    });
  }
  if (platform.snapshots)
    for (const driver of drivers(config)) snapshotClass(scope, driver, config, platform.snapshots);
}

/** Secrets that Rook makes, by the use that the driver makes of them. */
function credentials(driver: Driver): Record<string, string> {
  const prefix = `rook-csi-${driver}`;
  const uses = {
    provisioner: `${prefix}-provisioner`,
    'controller-expand': `${prefix}-provisioner`,
    'controller-publish': `${prefix}-provisioner`,
    'node-stage': `${prefix}-node`,
  };
  return Object.fromEntries(
    Object.entries(uses).flatMap(([use, secret]) => [
      [`csi.storage.k8s.io/${use}-secret-name`, secret],
      [`csi.storage.k8s.io/${use}-secret-namespace`, namespaceName],
    ]),
  );
}

function storageClass(
  scope: Construct,
  name: string,
  c: {
    readonly isDefault?: boolean;
    readonly provisioner: string;
    readonly parameters: Readonly<Record<string, string>>;
    readonly reclaimPolicy: string;
    readonly allowVolumeExpansion?: boolean;
  },
): void {
  new k8s.KubeStorageClass(scope, `storage-class-${name}`, {
    metadata: {
      name,
      labels: labels(addonName, name),
      // Nearly all of a class is immutable: to prune and make it anew would break claims that wait.
      annotations: {
        ...protection,
        ...(c.isDefault ? { 'storageclass.kubernetes.io/is-default-class': 'true' } : {}),
      },
    },
    provisioner: c.provisioner,
    parameters: c.parameters,
    reclaimPolicy: c.reclaimPolicy,
    ...(c.allowVolumeExpansion ? { allowVolumeExpansion: true } : {}),
    volumeBindingMode: 'Immediate',
  });
}

function snapshotClass(
  scope: Construct,
  driver: Driver,
  config: Config,
  snapshots: NonNullable<Platform['snapshots']>,
): void {
  const name = driver === 'rbd' ? classes.block : classes.file;
  customResource(scope, {
    apiVersion: snapshots.apiVersion,
    kind: 'VolumeSnapshotClass',
    metadata: {
      name,
      labels: labels(addonName, name),
      // One default for each driver: VolumeSnapshots need not name a class.
      annotations: { 'snapshot.storage.kubernetes.io/is-default-class': 'true' },
    },
    driver: driverName(driver),
    parameters: {
      clusterID: namespaceName,
      'csi.storage.k8s.io/snapshotter-secret-name': `rook-csi-${driver}-provisioner`,
      'csi.storage.k8s.io/snapshotter-secret-namespace': namespaceName,
    },
    deletionPolicy: config.snapshots.deletionPolicy,
  });
}
