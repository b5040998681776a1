// The images of the Cinder driver and of its sidecars.
import type { Pins } from '../kit/image.js';

const folder = 'kubernetes/cloud-provider-openstack@v1.36.0:manifests/cinder-csi-plugin';
const controller = `${folder}/cinder-csi-controllerplugin.yaml`;
const node = `${folder}/cinder-csi-nodeplugin.yaml`;

export const pins = {
  version: 'v1.36.0',
  homepage: 'https://github.com/kubernetes/cloud-provider-openstack',
  images: {
    driver: { image: 'registry.k8s.io/provider-os/cinder-csi-plugin:v1.36.0', source: controller },
    provisioner: { image: 'registry.k8s.io/sig-storage/csi-provisioner:v5.3.0', source: controller },
    attacher: { image: 'registry.k8s.io/sig-storage/csi-attacher:v4.10.0', source: controller },
    resizer: { image: 'registry.k8s.io/sig-storage/csi-resizer:v1.14.0', source: controller },
    snapshotter: { image: 'registry.k8s.io/sig-storage/csi-snapshotter:v8.4.0', source: controller },
    livenessProbe: { image: 'registry.k8s.io/sig-storage/livenessprobe:v2.17.0', source: controller },
    registrar: { image: 'registry.k8s.io/sig-storage/csi-node-driver-registrar:v2.15.0', source: node },
  },
} as const satisfies Pins;
