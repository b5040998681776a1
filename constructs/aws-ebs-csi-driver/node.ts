// The node plugin: formats and mounts what is attached to its instance.
// Checked against kubernetes-sigs/aws-ebs-csi-driver@v1.64.0:deploy/kubernetes/base/node.yaml, clusterrole-csi-node.yaml
import type { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { toApiServer } from '../kit/allow.js';
import {
  csiNode,
  driverProbes,
  hostPath,
  livenessProbe,
  metricsOfPods,
  privileged,
  registrar,
  socketFolder,
  socketPath,
  socketVolume,
  toMetadata,
} from '../kit/csi.js';
import { imageRef } from '../kit/image.js';
import type { Platform } from '../kit/platform.js';
import { clusterGrant } from '../kit/rbac.js';
import { resources } from '../kit/workload.js';
import type { Config } from './config.js';
import { addonName, driver, ports } from './names.js';
import { pins } from './pins.js';

export function node(scope: Construct, config: Config, platform: Platform): void {
  const { cpu, memory, memoryLimit } = config.resources.sidecar;
  const beside = { resources: resources(cpu, memory, memoryLimit) };
  rights(scope);
  csiNode(scope, platform, driver, {
    kubeletPath: config.kubeletPath,
    usesApi: true,
    to: [toApiServer(platform), toMetadata()],
    pod: { affinity: instancesOnly },
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
    ],
  });
  metricsOfPods(scope, platform, driver, driver.node, [{ name: 'metrics', port: ports.nodeMetrics }]);
}

function rights(scope: Construct): void {
  clusterGrant(scope, {
    addon: addonName,
    name: `${addonName}-node`,
    serviceAccount: driver.node,
    rules: [
      // The hook before its end waits until the volumes of a drained node are detached.
      { apiGroups: ['storage.k8s.io'], resources: ['volumeattachments'], verbs: ['get', 'list', 'watch'] },
      // Which instance and zone it is on, and the startup taint that it takes away.
      { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list', 'watch', 'patch'] },
      { apiGroups: ['storage.k8s.io'], resources: ['csinodes'], verbs: ['get'] },
    ],
  });
}

function driverContainer(config: Config, platform: Platform): k8s.Container {
  const { cpu, memory, memoryLimit } = config.resources.node;
  const { volumeAttachLimit, reservedVolumeAttachments: reserved } = config;
  return {
    name: 'ebs-plugin',
    image: imageRef(pins.images.driver, platform),
    args: [
      'node',
      `--endpoint=unix://${socketPath}`,
      `--csi-mount-point-prefix=${config.kubeletPath}/plugins/kubernetes.io/csi/${driver.driver}/`,
      ...(volumeAttachLimit === undefined ? [] : [`--volume-attach-limit=${volumeAttachLimit}`]),
      ...(reserved === undefined ? [] : [`--reserved-volume-attachments=${reserved}`]),
      `--http-endpoint=:${ports.nodeMetrics}`,
      '--logging-format=json',
      '--v=2',
    ],
    env: [{ name: 'CSI_NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
    ports: [{ name: 'metrics', containerPort: ports.nodeMetrics }],
    resources: resources(cpu, memory, memoryLimit),
    lifecycle: { preStop: { exec: { command: ['/bin/aws-ebs-csi-driver', 'pre-stop-hook'] } } },
    securityContext: privileged(),
    ...driverProbes(),
    volumeMounts: [
      { name: socketVolume, mountPath: socketFolder },
      { name: 'kubelet-dir', mountPath: config.kubeletPath, mountPropagation: 'Bidirectional' },
      { name: 'device-dir', mountPath: '/dev' },
    ],
  };
}

/** Fargate, Auto Mode and hybrid nodes bring storage of their own, or none. */
const instancesOnly: k8s.Affinity = {
  nodeAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: {
      nodeSelectorTerms: [
        {
          matchExpressions: [
            {
              key: 'eks.amazonaws.com/compute-type',
              operator: 'NotIn',
              values: ['fargate', 'auto', 'hybrid'],
            },
          ],
        },
      ],
    },
  },
};
