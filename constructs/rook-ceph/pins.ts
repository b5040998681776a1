// The images of Rook, Ceph and the CSI drivers. The CSI operator would pull its own defaults for what is not listed here.
import type { Pins } from '../kit/image.js';

const source = 'rook/rook@v1.20.6:deploy/examples/images.txt';

export const pins = {
  version: 'v1.20.6',
  homepage: 'https://rook.io',
  images: {
    rook: { image: 'docker.io/rook/ceph:v1.20.6', source },
    ceph: { image: 'quay.io/ceph/ceph:v20.2.4', source },
    csiOperator: { image: 'quay.io/cephcsi/ceph-csi-operator:v1.0.4', source },
    csi: { image: 'quay.io/cephcsi/cephcsi:v3.17.0', source },
    attacher: { image: 'registry.k8s.io/sig-storage/csi-attacher:v4.12.0', source },
    provisioner: { image: 'registry.k8s.io/sig-storage/csi-provisioner:v6.2.0', source },
    registrar: { image: 'registry.k8s.io/sig-storage/csi-node-driver-registrar:v2.17.0', source },
    resizer: { image: 'registry.k8s.io/sig-storage/csi-resizer:v2.1.0', source },
    snapshotter: { image: 'registry.k8s.io/sig-storage/csi-snapshotter:v8.5.0', source },
  },
  crds: [
    'github.com/rook/rook/pkg/apis@v0.0.0-20241216163035-3170ac6a0c58',
    'github.com/ceph/ceph-csi-operator/api@v0.0.0-20260701062509-bc21847a37a7',
  ],
} as const satisfies Pins;
