// The images of the local path provisioner and of the helpers that it starts.
import type { Pins } from '../kit/image.js';

export const pins = {
  version: 'v0.0.37',
  homepage: 'https://github.com/rancher/local-path-provisioner',
  images: {
    provisioner: {
      image: 'docker.io/rancher/local-path-provisioner:v0.0.37',
      source: 'rancher/local-path-provisioner@v0.0.37:deploy/local-path-storage.yaml',
    },
    // Upstream names no tag for its helper; this one is pinned by another project's chart.
    helper: {
      image: 'docker.io/library/busybox:1.38.0',
      source: 'grafana-community/helm-charts@main:charts/grafana/values.yaml',
    },
  },
} as const satisfies Pins;
