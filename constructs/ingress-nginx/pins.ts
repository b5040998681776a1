// The last image of ingress-nginx, by the digest that upstream's manifest names. There will be no newer one.
import type { Pins } from '../kit/image.js';

export const pins = {
  version: 'controller-v1.15.1',
  homepage: 'https://github.com/kubernetes/ingress-nginx',
  images: {
    controller: {
      image: 'registry.k8s.io/ingress-nginx/controller:v1.15.1',
      digest: 'sha256:594ceea76b01c592858f803f9ff4d2cb40542cae2060410b2c95f75907d659e1',
      source: 'kubernetes/ingress-nginx@controller-v1.15.1:deploy/static/provider/cloud/deploy.yaml',
    },
  },
} as const satisfies Pins;
