// The image of F5's NGINX Ingress Controller, with the open-source NGINX in it.
import type { Pins } from '../kit/image.js';

export const pins = {
  version: 'v5.5.4',
  homepage: 'https://github.com/nginx/kubernetes-ingress',
  images: {
    nginx: {
      image: 'docker.io/nginx/nginx-ingress:5.5.4',
      source: 'nginx/kubernetes-ingress@v5.5.4:deployments/deployment/nginx-ingress.yaml',
    },
  },
} as const satisfies Pins;
