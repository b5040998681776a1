// The images of cert-manager; the tag is the release that the charts repository stamps at build time.
import type { Pins } from '../kit/image.js';

const source = 'cert-manager/cert-manager@v1.21.1:deploy/charts/cert-manager/values.yaml';

export const pins = {
  version: 'v1.21.1',
  homepage: 'https://cert-manager.io',
  images: {
    controller: { image: 'quay.io/jetstack/cert-manager-controller:v1.21.1', source },
    webhook: { image: 'quay.io/jetstack/cert-manager-webhook:v1.21.1', source },
    cainjector: { image: 'quay.io/jetstack/cert-manager-cainjector:v1.21.1', source },
    /** Named in an argument of the controller, which starts it for HTTP-01 challenges. */
    acmesolver: { image: 'quay.io/jetstack/cert-manager-acmesolver:v1.21.1', source },
  },
  crds: ['github.com/cert-manager/cert-manager@v1.21.1'],
} as const satisfies Pins;
