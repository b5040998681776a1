// The image of the snapshot controller, and where the CRDs of snapshots come from.
import type { Pins } from '../kit/image.js';

export const pins = {
  version: 'v8.6.0',
  homepage: 'https://github.com/kubernetes-csi/external-snapshotter',
  images: {
    controller: {
      image: 'registry.k8s.io/sig-storage/snapshot-controller:v8.6.0',
      source:
        'kubernetes-csi/external-snapshotter@afb2f0d85e00:deploy/kubernetes/snapshot-controller/setup-snapshot-controller.yaml',
    },
  },
  crds: ['github.com/kubernetes-csi/external-snapshotter/client/v8@v8.6.0'],
} as const satisfies Pins;
