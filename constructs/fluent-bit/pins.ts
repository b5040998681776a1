// The image of Fluent Bit: distroless, without a shell.
import type { Pins } from '../kit/image.js';

export const pins = {
  version: '5.1.1',
  homepage: 'https://fluentbit.io',
  images: {
    fluentBit: {
      image: 'cr.fluentbit.io/fluent/fluent-bit:5.1.1',
      source: 'fluent/helm-charts@fluent-bit-0.58.1:charts/fluent-bit/Chart.yaml',
    },
  },
} as const satisfies Pins;
