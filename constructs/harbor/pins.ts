// The only place with image references of this addon.
import type { Pin, Pins } from '../kit/image.js';

const source = 'goharbor/harbor-helm@1.19.0:values.yaml';
const pin = (image: string): Pin => ({ image, source });

export const pins = {
  version: '2.15.2',
  homepage: 'https://goharbor.io',
  images: {
    core: pin('docker.io/goharbor/harbor-core:v2.15.2'),
    portal: pin('docker.io/goharbor/harbor-portal:v2.15.2'),
    jobservice: pin('docker.io/goharbor/harbor-jobservice:v2.15.2'),
    registry: pin('docker.io/goharbor/registry-photon:v2.15.2'),
    registryctl: pin('docker.io/goharbor/harbor-registryctl:v2.15.2'),
    trivy: pin('docker.io/goharbor/trivy-adapter-photon:v2.15.2'),
    exporter: pin('docker.io/goharbor/harbor-exporter:v2.15.2'),
    database: pin('docker.io/goharbor/harbor-db:v2.15.2'),
    valkey: pin('docker.io/goharbor/valkey-photon:v2.15.2'),
  },
} as const satisfies Pins;
