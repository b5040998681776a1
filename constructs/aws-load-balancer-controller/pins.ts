// The image of the AWS load balancer controller.
import type { Pins } from '../kit/image.js';

export const pins = {
  version: 'v3.5.0',
  homepage: 'https://github.com/kubernetes-sigs/aws-load-balancer-controller',
  images: {
    controller: {
      image: 'public.ecr.aws/eks/aws-load-balancer-controller:v3.5.0',
      source:
        'kubernetes-sigs/aws-load-balancer-controller@v3.5.0:helm/aws-load-balancer-controller/values.yaml',
    },
  },
  crds: ['sigs.k8s.io/aws-load-balancer-controller@v0.0.0-20221203001353-edeb4f1c1312'],
} as const satisfies Pins;
