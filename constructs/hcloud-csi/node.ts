// The node plugin: formats and mounts what is attached to its server. It asks the metadata service which one that is.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import {
  csiNode,
  driverProbes,
  hostPath,
  livenessProbe,
  metricsOfPods,
  privileged,
  registrar,
  socketFolder,
  socketVolume,
  toMetadata,
} from '../kit/csi.js';
import { imageRef } from '../kit/image.js';
import type { Platform } from '../kit/platform.js';
import { resources } from '../kit/workload.js';
import type { Config } from './config.js';
import { commonEnv } from './controller.js';
import { driver, ports } from './names.js';
import { pins } from './pins.js';

export function node(scope: Construct, config: Config, platform: Platform): void {
  const { cpu, memory, memoryLimit } = config.resources.sidecar;
  const beside = { resources: resources(cpu, memory, memoryLimit) };
  const small = { sizeLimit: k8s.Quantity.fromString('16Mi') };
  csiNode(scope, platform, driver, {
    kubeletPath: config.kubeletPath,
    usesApi: false,
    to: [toMetadata()],
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
      // Lock files of cryptsetup, and room for mkfs.
      { name: 'cryptsetup', emptyDir: small },
      { name: 'tmp', emptyDir: small },
    ],
    // Dedicated servers cannot have volumes; the cloud controller manager labels them.
    pod: { affinity: cloudServersOnly },
  });
  metricsOfPods(scope, platform, driver, driver.node, [{ name: 'metrics', port: ports.metrics }]);
}

function driverContainer(config: Config, platform: Platform): k8s.Container {
  const { cpu, memory, memoryLimit } = config.resources.node;
  return {
    name: 'hcloud-csi-driver',
    image: imageRef(pins.images.driver, platform),
    args: ['-node'],
    env: [...commonEnv(config)],
    ports: [{ name: 'metrics', containerPort: ports.metrics }],
    resources: resources(cpu, memory, memoryLimit),
    securityContext: privileged(),
    ...driverProbes(),
    volumeMounts: [
      { name: socketVolume, mountPath: socketFolder },
      { name: 'kubelet-dir', mountPath: config.kubeletPath, mountPropagation: 'Bidirectional' },
      { name: 'device-dir', mountPath: '/dev' },
      { name: 'cryptsetup', mountPath: '/run/cryptsetup' },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  };
}

const cloudServersOnly: k8s.Affinity = {
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [
        {
          matchExpressions: [
            { key: 'instance.hetzner.cloud/is-root-server', operator: 'NotIn', values: ['true'] },
            { key: 'instance.hetzner.cloud/provided-by', operator: 'NotIn', values: ['robot'] },
          ],
        },
      ],
    },
  },
};
