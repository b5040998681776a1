// The drivers themselves, as the CSI operator wants to be told: images, defaults, and one Driver resource each.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { customResource } from '../kit/custom-resource.js';
import { imageRef } from '../kit/image.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { protection } from '../kit/protect.js';
import { budget, replicas } from '../kit/workload.js';
import type { Config } from './config.js';
import { csiRbac } from './csi-rbac.js';
import {
  addonName,
  csiName,
  csiPods,
  type Driver,
  driverName,
  imageSetName,
  namespaceName,
  operatorConfigName,
  ports,
} from './names.js';
import { pins } from './pins.js';
import { limits } from './quantities.js';

export function csiDrivers(scope: Construct, config: Config, platform: Platform): void {
  imageSet(scope, platform);
  customResource(scope, {
    apiVersion: 'csi.ceph.io/v1',
    kind: 'OperatorConfig',
    metadata: {
      name: operatorConfigName,
      namespace: namespaceName,
      labels: labels(addonName, operatorConfigName),
    },
    spec: {
      driverSpecDefaults: {
        imageSet: { name: imageSetName },
        log: { verbosity: 0 },
        // Its sidecar waits for the snapshot CRDs and would restart for ever without them.
        snapshotPolicy: platform.snapshots ? 'volumeSnapshot' : 'none',
        fsGroupPolicy: 'File',
        generateOMapInfo: false,
        deployCsiAddons: false,
        cephFsClientType: 'kernel',
      },
    },
  });
  for (const name of drivers(config)) driver(scope, name, config, platform);
}

export function drivers(config: Config): readonly Driver[] {
  return config.filesystem.enabled ? ['rbd', 'cephfs'] : ['rbd'];
}

function imageSet(scope: Construct, platform: Platform): void {
  const { provisioner, attacher, resizer, snapshotter, registrar, csi } = pins.images;
  new k8s.KubeConfigMap(scope, 'csi-images', {
    metadata: { name: imageSetName, namespace: namespaceName, labels: labels(addonName, imageSetName) },
    data: {
      provisioner: imageRef(provisioner, platform),
      attacher: imageRef(attacher, platform),
      resizer: imageRef(resizer, platform),
      snapshotter: imageRef(snapshotter, platform),
      registrar: imageRef(registrar, platform),
      plugin: imageRef(csi, platform),
    },
  });
}

function driver(scope: Construct, name: Driver, config: Config, platform: Platform): void {
  csiRbac(scope, name, platform);
  const count = replicas(2, platform);
  const sidecar = limits(config.resources.csiSidecar);
  customResource(scope, {
    apiVersion: 'csi.ceph.io/v1',
    kind: 'Driver',
    metadata: {
      name: driverName(name),
      namespace: namespaceName,
      labels: labels(addonName, driverName(name)),
      // Without its driver no volume can be mounted, and none let go.
      annotations: { ...protection },
    },
    spec: {
      fsGroupPolicy: 'File',
      ...(name === 'cephfs' ? { cephFsClientType: 'kernel' } : {}),
      ...(platform.monitoring ? { liveness: { metricsPort: ports.csiMetrics[name] } } : {}),
      controllerPlugin: {
        labels: labels(addonName, csiName(name, 'ctrlplugin')),
        priorityClassName: 'system-cluster-critical',
        replicas: count,
        // The operator keeps the replicas on nodes of their own: one has to go before its successor comes.
        deploymentStrategy: {
          type: 'RollingUpdate',
          rollingUpdate: { maxSurge: 0, maxUnavailable: 1 },
        },
        resources: {
          plugin: limits(config.resources.csiController),
          provisioner: sidecar,
          attacher: sidecar,
          resizer: sidecar,
          snapshotter: sidecar,
          liveness: sidecar,
        },
      },
      nodePlugin: {
        labels: labels(addonName, csiName(name, 'nodeplugin')),
        priorityClassName: 'system-node-critical',
        kubeletDirPath: config.kubeletDir,
        // Volumes are mounted wherever pods run.
        tolerations: [{ operator: 'Exists' }],
        updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
        resources: {
          plugin: limits(config.resources.csiNode),
          registrar: sidecar,
          liveness: sidecar,
        },
      },
    },
  });
  budget(scope, {
    addon: addonName,
    namespace: namespaceName,
    name: csiName(name, 'ctrlplugin'),
    selector: csiPods(name, 'ctrlplugin'),
    replicas: count,
  });
}
