// The images of the NFS driver and of its sidecars.
import type { Pins } from '../kit/image.js';

const controller = 'kubernetes-csi/csi-driver-nfs@v4.13.4:deploy/v4.13.4/csi-nfs-controller.yaml';
const node = 'kubernetes-csi/csi-driver-nfs@v4.13.4:deploy/v4.13.4/csi-nfs-node.yaml';

export const pins = {
  version: 'v4.13.4',
  homepage: 'https://github.com/kubernetes-csi/csi-driver-nfs',
  images: {
    driver: { image: 'registry.k8s.io/sig-storage/nfsplugin:v4.13.4', source: controller },
    provisioner: { image: 'registry.k8s.io/sig-storage/csi-provisioner:v6.3.0', source: controller },
    resizer: { image: 'registry.k8s.io/sig-storage/csi-resizer:v2.2.0', source: controller },
    snapshotter: { image: 'registry.k8s.io/sig-storage/csi-snapshotter:v8.6.0', source: controller },
    livenessProbe: { image: 'registry.k8s.io/sig-storage/livenessprobe:v2.19.0', source: controller },
    registrar: { image: 'registry.k8s.io/sig-storage/csi-node-driver-registrar:v2.17.0', source: node },
  },
} as const satisfies Pins;
