// Contour and the Envoy that its release was tested with: the two move together.
import type { Pins } from '../kit/image.js';

export const pins = {
  version: 'v1.33.6',
  homepage: 'https://projectcontour.io',
  images: {
    contour: {
      image: 'ghcr.io/projectcontour/contour:v1.33.6',
      source: 'projectcontour/contour@v1.33.6:examples/contour/03-contour.yaml',
    },
    envoy: {
      image: 'docker.io/envoyproxy/envoy:distroless-v1.38.3',
      source: 'projectcontour/contour@v1.33.6:examples/contour/03-envoy.yaml',
    },
  },
  crds: ['github.com/projectcontour/contour@v1.33.6'],
} as const satisfies Pins;
