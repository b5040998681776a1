// The node plugin: formats and mounts what is attached to its server. It has no credentials.
// Checked against kubernetes/cloud-provider-openstack@v1.36.0:manifests/cinder-csi-plugin/cinder-csi-nodeplugin.yaml
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import {
  csiNode,
  driverProbes,
  hostPath,
  livenessProbe,
  privileged,
  registrar,
  socketFolder,
  socketVolume,
} from '../kit/csi.js';
import { imageRef } from '../kit/image.js';
import type { Platform } from '../kit/platform.js';
import { checksum, resources } from '../kit/workload.js';
import type { Config } from './config.js';
import { driver, nodeNamespace } from './names.js';
import { pins } from './pins.js';
import { settings, settingsFile, settingsFolder, settingsText } from './settings.js';

export function node(scope: Construct, config: Config, platform: Platform): void {
  const { cpu, memory, memoryLimit } = config.resources.sidecar;
  const beside = { resources: resources(cpu, memory, memoryLimit), loopback: true };
  csiNode(scope, platform, driver, {
    kubeletPath: config.kubeletPath,
    usesApi: false,
    annotations: checksum(settingsText(config)),
    // Many clouds answer at the metadata address only to the server itself.
    pod: { hostNetwork: true },
    containers: [
      driverContainer(config, platform),
      registrar(driver, config.kubeletPath, {
        ...beside,
        image: imageRef(pins.images.registrar, platform),
      }),
      livenessProbe({ ...beside, image: imageRef(pins.images.livenessProbe, platform) }),
    ],
    volumes: [
      hostPath('kubelet-dir', config.kubeletPath, 'Directory'),
      hostPath('device-dir', '/dev', 'Directory'),
      settings(scope, config, nodeNamespace),
      // Where the config drive is mounted to be read.
      { name: 'tmp', emptyDir: { sizeLimit: k8s.Quantity.fromString('16Mi') } },
    ],
  });
}

function driverContainer(config: Config, platform: Platform): k8s.Container {
  const { cpu, memory, memoryLimit } = config.resources.node;
  return {
    name: 'cinder-csi-plugin',
    image: imageRef(pins.images.driver, platform),
    args: [
      '/bin/cinder-csi-plugin',
      '--endpoint=unix://csi/csi.sock',
      `--cloud-config=${settingsFolder}/${settingsFile}`,
      '--provide-controller-service=false',
      '--v=1',
    ],
    resources: resources(cpu, memory, memoryLimit),
    securityContext: privileged(),
    ...driverProbes({ loopback: true }),
    volumeMounts: [
      { name: socketVolume, mountPath: socketFolder },
      { name: 'kubelet-dir', mountPath: config.kubeletPath, mountPropagation: 'Bidirectional' },
      { name: 'device-dir', mountPath: '/dev', mountPropagation: 'HostToContainer' },
      { name: 'settings', mountPath: settingsFolder, readOnly: true },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  };
}
