// The images of MetalLB in native mode.
import type { Pins } from '../kit/image.js';

const source = 'metallb/metallb@v0.16.1:config/manifests/metallb-native.yaml';

export const pins = {
  version: 'v0.16.1',
  homepage: 'https://metallb.io',
  images: {
    controller: { image: 'quay.io/metallb/controller:v0.16.1', source },
    speaker: { image: 'quay.io/metallb/speaker:v0.16.1', source },
  },
  crds: ['go.universe.tf/metallb@v0.16.1'],
} as const satisfies Pins;
