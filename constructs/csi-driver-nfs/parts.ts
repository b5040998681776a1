// What the controller and the node plugin share: the driver's container, and the host network.
import type { k8s } from 'cdk8s-plus-28';
import { driverProbes, privileged, socketFolder, socketPath, socketVolume } from '../kit/csi.js';
import { imageRef } from '../kit/image.js';
import type { Platform } from '../kit/platform.js';
import { resources } from '../kit/workload.js';
import type { Config } from './config.js';
import { pins } from './pins.js';

export const podsVolume = 'pods-mount-dir';

/** Mounts hang without it when the pod goes, and exports are opened to the nodes' addresses. */
export const hostNetwork = {
  hostNetwork: true,
  dnsPolicy: 'ClusterFirstWithHostNet',
  securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
} as const;

export function driverContainer(
  config: Config,
  platform: Platform,
  part: 'controller' | 'node',
  port: number,
): k8s.Container {
  const { cpu, memory, memoryLimit } = config.resources[part];
  return {
    name: 'nfs',
    image: imageRef(pins.images.driver, platform),
    args: ['--nodeid=$(NODE_ID)', `--endpoint=unix://${socketPath}`, '--v=2'],
    env: [{ name: 'NODE_ID', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
    resources: resources(cpu, memory, memoryLimit),
    // mount.nfs and, for NFSv3, rpc.statd keep state below /run and /var/lib/nfs of the image.
    securityContext: privileged({ writableRoot: true }),
    ...driverProbes({ port, loopback: true }),
    volumeMounts: [
      { name: socketVolume, mountPath: socketFolder },
      { name: podsVolume, mountPath: `${config.kubeletPath}/pods`, mountPropagation: 'Bidirectional' },
    ],
  };
}

export function sidecarResources(config: Config): k8s.ResourceRequirements {
  const { cpu, memory, memoryLimit } = config.resources.sidecar;
  return resources(cpu, memory, memoryLimit);
}
