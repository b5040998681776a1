// The node plugin: mounts volumes for pods. It needs nothing from the API server.
import type { Construct } from 'constructs';
import { csiNode, hostPath, livenessProbe, registrar } from '../kit/csi.js';
import { imageRef } from '../kit/image.js';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';
import { driver, portOffsets } from './names.js';
import { driverContainer, hostNetwork, podsVolume, sidecarResources } from './parts.js';
import { pins } from './pins.js';

export function node(scope: Construct, config: Config, platform: Platform): void {
  const port = (part: keyof typeof portOffsets) => config.hostPort + portOffsets[part];
  const beside = { resources: sidecarResources(config), loopback: true };
  csiNode(scope, platform, driver, {
    kubeletPath: config.kubeletPath,
    usesApi: false,
    pod: hostNetwork,
    containers: [
      driverContainer(config, platform, 'node', port('node')),
      registrar(driver, config.kubeletPath, {
        ...beside,
        image: imageRef(pins.images.registrar, platform),
        port: port('registrar'),
      }),
      livenessProbe({
        ...beside,
        image: imageRef(pins.images.livenessProbe, platform),
        port: port('node'),
      }),
    ],
    volumes: [hostPath(podsVolume, `${config.kubeletPath}/pods`, 'Directory')],
  });
}
