// The image of oauth2-proxy.
import type { Pins } from '../kit/image.js';

export const pins = {
  version: 'v7.15.3',
  homepage: 'https://oauth2-proxy.github.io/oauth2-proxy',
  images: {
    oauth2Proxy: {
      image: 'quay.io/oauth2-proxy/oauth2-proxy:v7.15.3',
      source: 'oauth2-proxy/oauth2-proxy@v7.15.3:contrib/local-environment/docker-compose-traefik.yaml',
    },
  },
} as const satisfies Pins;
