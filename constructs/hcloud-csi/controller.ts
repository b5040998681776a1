// The controller: makes, attaches and deletes volumes by the cloud's API.
// Checked against hetznercloud/csi-driver@v2.22.1:deploy/kubernetes/hcloud-csi.yml, chart/templates/controller/deployment.yaml
import type { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { toApiServer, toDns, toOutside } from '../kit/allow.js';
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
import { driver, ports, tokenSecret } from './names.js';
import { pins } from './pins.js';

type Kind = Exclude<SidecarKind, 'snapshotter'>;

const sidecars: readonly Kind[] = ['attacher', 'resizer', 'provisioner'];
const args: Record<Kind, readonly string[]> = {
  attacher: ['--default-fstype=ext4'],
  resizer: [],
  provisioner: [
    '--feature-gates=Topology=true',
    '--default-fstype=ext4',
    '--extra-create-metadata',
    '--strict-topology',
  ],
};

export function controller(scope: Construct, config: Config, platform: Platform): void {
  const { cpu, memory, memoryLimit } = config.resources.sidecar;
  const beside = { resources: resources(cpu, memory, memoryLimit) };
  sidecarRights(scope, driver, { sidecars, topology: true, attributeClasses: true });
  csiController(scope, platform, driver, {
    replicas: config.replicas,
    to: [toDns(), toApiServer(platform), toOutside(platform, 443), toMetadata()],
    containers: [
      driverContainer(config, platform),
      ...sidecars.map((kind) =>
        sidecar(driver, kind, {
          ...beside,
          image: imageRef(pins.images[kind], platform),
          args: args[kind],
        }),
      ),
      livenessProbe({ ...beside, image: imageRef(pins.images.livenessProbe, platform) }),
    ],
  });
  controllerMetrics(scope, platform, driver, sidecars, [{ name: 'metrics', port: ports.metrics }]);
}

function driverContainer(config: Config, platform: Platform): k8s.Container {
  const { cpu, memory, memoryLimit } = config.resources.controller;
  const extra = Object.entries(config.volumeLabels).map(([key, value]) => `${key}=${value}`);
  return {
    name: 'hcloud-csi-driver',
    image: imageRef(pins.images.driver, platform),
    args: ['-controller'],
    env: [
      ...commonEnv(config),
      { name: 'KUBE_NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
      { name: 'HCLOUD_TOKEN', valueFrom: { secretKeyRef: { name: tokenSecret, key: 'token' } } },
      ...(config.defaultLocation
        ? [{ name: 'HCLOUD_VOLUME_DEFAULT_LOCATION', value: config.defaultLocation }]
        : []),
      ...(extra.length > 0 ? [{ name: 'HCLOUD_VOLUME_EXTRA_LABELS', value: extra.join(',') }] : []),
    ],
    ports: [{ name: 'metrics', containerPort: ports.metrics }],
    resources: resources(cpu, memory, memoryLimit),
    securityContext: containerSecurity(),
    ...driverProbes(),
    volumeMounts: [{ name: socketVolume, mountPath: socketFolder }],
  };
}

/** What both parts are told. */
export function commonEnv(config: Config): readonly k8s.EnvVar[] {
  return [
    { name: 'CSI_ENDPOINT', value: `unix://${socketPath}` },
    { name: 'ENABLE_METRICS', value: 'true' },
    { name: 'METRICS_ENDPOINT', value: `:${ports.metrics}` },
    { name: 'LOG_LEVEL', value: config.logLevel },
    ...(config.robotServers ? [{ name: 'ENABLE_PROVIDED_BY_TOPOLOGY', value: 'true' }] : []),
  ];
}
