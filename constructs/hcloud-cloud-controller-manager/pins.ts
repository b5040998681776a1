// The image of the Hetzner Cloud controller.
import type { Pins } from '../kit/image.js';

export const pins = {
  version: 'v1.35.0',
  homepage: 'https://github.com/hetznercloud/hcloud-cloud-controller-manager',
  images: {
    controller: {
      image: 'docker.io/hetznercloud/hcloud-cloud-controller-manager:v1.35.0',
      source: 'hetznercloud/hcloud-cloud-controller-manager@v1.35.0:deploy/ccm.yaml',
    },
  },
} as const satisfies Pins;

/** Minors that this release is tested with: README.md of the release. */
export const testedMinors: readonly string[] = ['1.33', '1.34', '1.35', '1.36'];
