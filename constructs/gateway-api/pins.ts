// The bundle of Gateway API: the version that Traefik 3.7 is made for (its documentation asks for the 1.5.1 standard channel).
import type { Pins } from '../kit/image.js';

export const pins = {
  version: 'v1.5.1',
  homepage: 'https://gateway-api.sigs.k8s.io',
  images: {},
  crds: ['sigs.k8s.io/gateway-api@v1.5.1'],
} as const satisfies Pins;
