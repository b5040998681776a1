// The images of the Hetzner Cloud driver and of its sidecars.
import type { Pins } from '../kit/image.js';

const source = 'hetznercloud/csi-driver@v2.22.1:deploy/kubernetes/hcloud-csi.yml';

export const pins = {
  version: 'v2.22.1',
  homepage: 'https://github.com/hetznercloud/csi-driver',
  images: {
    driver: { image: 'docker.io/hetznercloud/hcloud-csi-driver:v2.22.1', source },
    provisioner: { image: 'registry.k8s.io/sig-storage/csi-provisioner:v6.2.0', source },
    attacher: { image: 'registry.k8s.io/sig-storage/csi-attacher:v4.11.0', source },
    resizer: { image: 'registry.k8s.io/sig-storage/csi-resizer:v2.1.0', source },
    livenessProbe: { image: 'registry.k8s.io/sig-storage/livenessprobe:v2.18.0', source },
    registrar: { image: 'registry.k8s.io/sig-storage/csi-node-driver-registrar:v2.16.0', source },
  },
} as const satisfies Pins;
