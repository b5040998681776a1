// The image of metrics-server.
import type { Pins } from '../kit/image.js';

export const pins = {
  version: 'v0.9.0',
  homepage: 'https://github.com/kubernetes-sigs/metrics-server',
  images: {
    server: {
      image: 'registry.k8s.io/metrics-server/metrics-server:v0.9.0',
      source: 'kubernetes-sigs/metrics-server@master:manifests/components/release/kustomization.yaml',
    },
  },
} as const satisfies Pins;
