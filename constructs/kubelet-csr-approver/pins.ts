// The image of the approver.
import type { Pins } from '../kit/image.js';

export const pins = {
  version: 'v1.2.14',
  homepage: 'https://github.com/postfinance/kubelet-csr-approver',
  images: {
    approver: {
      image: 'ghcr.io/postfinance/kubelet-csr-approver:v1.2.14',
      // The chart has the repository; this workflow publishes the image under the name of the git tag.
      source: 'postfinance/kubelet-csr-approver@v1.2.14:.github/workflows/publish.yaml',
    },
  },
} as const satisfies Pins;
