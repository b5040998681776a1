// No images: the API server that is there does the work. The version is that of the audit API.
import type { Pins } from '../kit/image.js';

export const pins = {
  version: 'audit.k8s.io/v1',
  homepage: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/',
  images: {},
} as const satisfies Pins;
