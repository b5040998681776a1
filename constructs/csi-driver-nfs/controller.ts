// The controller: makes and removes folders on the server, for which it mounts the export.
// Flags: kubernetes-csi/csi-driver-nfs@v4.13.4:deploy/v4.13.4/csi-nfs-controller.yaml
import type { Construct } from 'constructs';
import {
  csiController,
  hostPath,
  livenessProbe,
  type SidecarKind,
  sidecar,
  sidecarRights,
} from '../kit/csi.js';
import { imageRef } from '../kit/image.js';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';
import { driver, portOffsets } from './names.js';
import { driverContainer, hostNetwork, podsVolume, sidecarResources } from './parts.js';
import { pins } from './pins.js';

type Kind = Extract<SidecarKind, 'provisioner' | 'resizer' | 'snapshotter'>;

/** A volume may be copied from a snapshot, which takes as long as its data is large. */
const slow = ['--timeout=1200s', '--retry-interval-max=30m'];
const args: Record<Kind, readonly string[]> = {
  provisioner: ['--extra-create-metadata=true', '--feature-gates=VolumeAttributesClass=false', ...slow],
  resizer: ['--handle-volume-inuse-error=false', '--feature-gates=VolumeAttributesClass=false'],
  snapshotter: slow,
};

export function controller(scope: Construct, config: Config, platform: Platform): void {
  const sidecars: readonly Kind[] = [
    'provisioner',
    'resizer',
    ...(platform.snapshots ? (['snapshotter'] as const) : []),
  ];
  const port = (part: keyof typeof portOffsets) => config.hostPort + portOffsets[part];
  const beside = { resources: sidecarResources(config), loopback: true };
  sidecarRights(scope, driver, { sidecars, snapshotFinalizers: true });
  csiController(scope, platform, driver, {
    replicas: config.replicas,
    pod: hostNetwork,
    containers: [
      driverContainer(config, platform, 'controller', port('controller')),
      ...sidecars.map((kind) =>
        sidecar(driver, kind, {
          ...beside,
          image: imageRef(pins.images[kind], platform),
          port: port(kind),
          args: args[kind],
        }),
      ),
      livenessProbe({
        ...beside,
        image: imageRef(pins.images.livenessProbe, platform),
        port: port('controller'),
      }),
    ],
    volumes: [hostPath(podsVolume, `${config.kubeletPath}/pods`, 'Directory')],
  });
}
