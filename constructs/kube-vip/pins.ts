// Images of kube-vip.
import type { Pins } from '../kit/image.js';

export const pins = {
  version: 'v1.2.3',
  homepage: 'https://kube-vip.io',
  images: {
    kubeVip: {
      image: 'ghcr.io/kube-vip/kube-vip:v1.2.3',
      // VERSION, which the binary writes behind its image's name into manifests that it generates.
      source: 'kube-vip/kube-vip@v1.2.3:Makefile',
    },
    cloudProvider: {
      image: 'ghcr.io/kube-vip/kube-vip-cloud-provider:v0.0.12',
      source: 'kube-vip/kube-vip-cloud-provider@main:manifest/kube-vip-cloud-controller.yaml',
    },
  },
} as const satisfies Pins;
