// The controller: makes, attaches, snapshots and deletes volumes by OpenStack's APIs.
// Checked against kubernetes/cloud-provider-openstack@v1.36.0:manifests/cinder-csi-plugin/cinder-csi-controllerplugin.yaml
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
  socketVolume,
} from '../kit/csi.js';
import { imageRef } from '../kit/image.js';
import type { Platform } from '../kit/platform.js';
import { checksum, containerSecurity, resources } from '../kit/workload.js';
import type { Config } from './config.js';
import { cloudSecret, driver, namespaceName, ports } from './names.js';
import { pins } from './pins.js';
import { settings, settingsFile, settingsFolder, settingsText } from './settings.js';

const args: Record<SidecarKind, readonly string[]> = {
  attacher: ['--timeout=3m', '--default-fstype=ext4'],
  provisioner: [
    '--timeout=3m',
    '--default-fstype=ext4',
    '--feature-gates=Topology=true',
    '--extra-create-metadata',
  ],
  snapshotter: ['--timeout=3m', '--extra-create-metadata'],
  resizer: ['--timeout=3m', '--handle-volume-inuse-error=false'],
};

export function controller(scope: Construct, config: Config, platform: Platform): void {
  const { cpu, memory, memoryLimit } = config.resources.sidecar;
  const beside = { resources: resources(cpu, memory, memoryLimit) };
  const sidecars: readonly SidecarKind[] = [
    'attacher',
    'provisioner',
    ...(platform.snapshots ? (['snapshotter'] as const) : []),
    'resizer',
  ];
  sidecarRights(scope, driver, { sidecars, topology: true });
  csiController(scope, platform, driver, {
    replicas: config.replicas,
    to: [toDns(), toApiServer(platform), toOutside(platform, ...config.apiPorts)],
    // The driver reads its files when it starts.
    annotations: checksum(settingsText(config)),
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
    volumes: [
      { name: 'cloud-config', secret: { secretName: cloudSecret, defaultMode: 0o440 } },
      settings(scope, config, namespaceName),
    ],
  });
  controllerMetrics(scope, platform, driver, sidecars, [{ name: 'metrics', port: ports.metrics }]);
}

function driverContainer(config: Config, platform: Platform): k8s.Container {
  const { cpu, memory, memoryLimit } = config.resources.controller;
  return {
    name: 'cinder-csi-plugin',
    image: imageRef(pins.images.driver, platform),
    args: [
      '/bin/cinder-csi-plugin',
      // Two slashes, as upstream has it: the rest becomes an absolute path.
      '--endpoint=unix://csi/csi.sock',
      '--cloud-config=/etc/config/cloud.conf',
      `--cloud-config=${settingsFolder}/${settingsFile}`,
      // Written on every volume, so that people can tell whose it is.
      `--cluster=${platform.cluster.name}`,
      '--provide-node-service=false',
      '--pvc-annotations',
      `--http-endpoint=:${ports.metrics}`,
      '--v=1',
    ],
    ports: [{ name: 'metrics', containerPort: ports.metrics }],
    resources: resources(cpu, memory, memoryLimit),
    securityContext: containerSecurity(),
    ...driverProbes(),
    volumeMounts: [
      { name: socketVolume, mountPath: socketFolder },
      { name: 'cloud-config', mountPath: '/etc/config', readOnly: true },
      { name: 'settings', mountPath: settingsFolder, readOnly: true },
    ],
  };
}
