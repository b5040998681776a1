// The controller: makes, attaches, snapshots and deletes volumes by the EC2 API.
// Checked against kubernetes-sigs/aws-ebs-csi-driver@v1.64.0:deploy/kubernetes/base/controller.yaml
import type { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { type Flow, toApiServer, toDns, toOutside } from '../kit/allow.js';
import {
  controllerMetrics,
  csiController,
  driverProbes,
  livenessProbe,
  type SidecarKind,
  sidecar,
  sidecarRights,
  socketFolder,
  socketPath,
  socketVolume,
  toMetadata,
} from '../kit/csi.js';
import { imageRef } from '../kit/image.js';
import type { Platform } from '../kit/platform.js';
import { containerSecurity, resources } from '../kit/workload.js';
import type { Config } from './config.js';
import { driver, keySecret, ports } from './names.js';
import { pins } from './pins.js';

const api = ['--kube-api-qps=20', '--kube-api-burst=100'];
const args: Record<SidecarKind, readonly string[]> = {
  provisioner: [
    '--timeout=60s',
    '--feature-gates=Topology=true',
    '--extra-create-metadata',
    '--default-fstype=ext4',
    ...api,
    '--worker-threads=100',
    '--retry-interval-max=30m',
  ],
  attacher: ['--timeout=6m', ...api, '--worker-threads=100', '--retry-interval-max=5m'],
  snapshotter: ['--extra-create-metadata', ...api, '--worker-threads=100', '--retry-interval-max=30m'],
  resizer: [
    '--timeout=60s',
    '--extra-modify-metadata',
    '--handle-volume-inuse-error=false',
    ...api,
    '--workers=100',
    '--retry-interval-max=30m',
  ],
};

/** AWS's builds then read VolumeAttributesClasses at the version that the API server has. */
const fallback = [{ name: 'ENABLE_VAC_FALLBACK', value: 'true' }];

export function controller(scope: Construct, config: Config, platform: Platform): void {
  const { cpu, memory, memoryLimit } = config.resources.sidecar;
  const beside = { resources: resources(cpu, memory, memoryLimit) };
  const sidecars: readonly SidecarKind[] = [
    'provisioner',
    'attacher',
    ...(platform.snapshots ? (['snapshotter'] as const) : []),
    'resizer',
  ];
  sidecarRights(scope, driver, {
    sidecars,
    topology: true,
    attributeClasses: true,
    snapshotFinalizers: true,
  });
  csiController(scope, platform, driver, {
    replicas: config.replicas,
    to: [toDns(), toApiServer(platform), toOutside(platform, 443), toMetadata(), toPodIdentity],
    ...(config.roleArn ? { accountAnnotations: { 'eks.amazonaws.com/role-arn': config.roleArn } } : {}),
    pod: { affinity: preferInstances },
    containers: [
      driverContainer(config, platform),
      ...sidecars.map((kind) =>
        sidecar(driver, kind, {
          ...beside,
          image: imageRef(pins.images[kind], platform),
          args: args[kind],
          ...(kind === 'provisioner' || kind === 'resizer' ? { env: fallback } : {}),
        }),
      ),
      livenessProbe({
        ...beside,
        image: imageRef(pins.images.livenessProbe, platform),
        // Under load a batch of calls may take long; upstream waits as long.
        timeoutSeconds: 60,
      }),
    ],
  });
  controllerMetrics(scope, platform, driver, sidecars, [{ name: 'metrics', port: ports.controllerMetrics }]);
}

function driverContainer(config: Config, platform: Platform): k8s.Container {
  const { cpu, memory, memoryLimit } = config.resources.controller;
  const tags = Object.entries(config.tags).map(([key, value]) => `${key}=${value}`);
  const fromSecret = (name: string, key: string) => ({
    name,
    valueFrom: { secretKeyRef: { name: keySecret, key } },
  });
  return {
    name: 'ebs-plugin',
    image: imageRef(pins.images.driver, platform),
    args: [
      'controller',
      `--endpoint=unix://${socketPath}`,
      '--batching=true',
      // Tags that tell whose volume it is, for bills and cluster-scoped IAM policies.
      `--k8s-tag-cluster-id=${platform.cluster.name}`,
      ...(tags.length > 0 ? [`--extra-tags=${tags.join(',')}`] : []),
      `--http-endpoint=:${ports.controllerMetrics}`,
      '--logging-format=json',
      '--user-agent-extra=plinth',
      '--v=2',
    ],
    env: [
      { name: 'CSI_NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
      ...(config.region ? [{ name: 'AWS_REGION', value: config.region }] : []),
      ...(config.accessKeySecret
        ? [fromSecret('AWS_ACCESS_KEY_ID', 'key_id'), fromSecret('AWS_SECRET_ACCESS_KEY', 'access_key')]
        : []),
    ],
    ports: [{ name: 'metrics', containerPort: ports.controllerMetrics }],
    resources: resources(cpu, memory, memoryLimit),
    securityContext: containerSecurity(),
    ...driverProbes({ timeoutSeconds: 60 }),
    volumeMounts: [{ name: socketVolume, mountPath: socketFolder }],
  };
}

/** The EKS Pod Identity agent, at its link-local address on each node. */
const toPodIdentity: Flow = {
  peers: [{ ipBlock: { cidr: '169.254.170.23/32' } }],
  ports: [{ port: 80 }],
};

/** Rather not on nodes that have no instance of ours behind them. */
const preferInstances: k8s.Affinity = {
  nodeAffinity: {
    preferredDuringSchedulingIgnoredDuringExecution: [
      {
        weight: 1,
        preference: {
          matchExpressions: [
            {
              key: 'eks.amazonaws.com/compute-type',
              operator: 'NotIn',
              values: ['fargate', 'auto', 'hybrid'],
            },
          ],
        },
      },
    ],
  },
};
