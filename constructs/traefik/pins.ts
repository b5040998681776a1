// The image of Traefik Proxy; the chart's application version names the tag of the official Docker image.
import type { Pins } from '../kit/image.js';

export const pins = {
  version: 'v3.7.11',
  homepage: 'https://traefik.io/traefik',
  images: {
    traefik: {
      image: 'docker.io/library/traefik:v3.7.11',
      source: 'traefik/traefik-helm-chart@v41.3.0:traefik/Chart.yaml',
    },
  },
  crds: ['github.com/traefik/traefik/v3@v3.7.11'],
} as const satisfies Pins;
