// The StorageClass. Bound when a pod is scheduled, as only then the node is known.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { labels } from '../kit/labels.js';
import type { Config } from './config.js';
import { addonName } from './names.js';

export function storageClass(scope: Construct, config: Config): void {
  new k8s.KubeStorageClass(scope, 'storage-class', {
    metadata: {
      name: config.storageClass,
      labels: labels(addonName, config.storageClass),
      annotations: { 'storageclass.kubernetes.io/is-default-class': String(config.default) },
    },
    allowVolumeExpansion: false,
    provisioner: 'rancher.io/local-path',
    reclaimPolicy: config.reclaimPolicy,
    volumeBindingMode: 'WaitForFirstConsumer',
  });
}
