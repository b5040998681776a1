// The only place with image references of this addon.
import type { Pins } from '../kit/image.js';

export const pins = {
  version: '3.6.0',
  homepage: 'https://opensearch.org',
  images: {
    opensearch: {
      image: 'docker.io/opensearchproject/opensearch:3.6.0',
      source: 'opensearch-project/helm-charts@opensearch-3.6.0:charts/opensearch/Chart.yaml',
    },
    dashboards: {
      image: 'docker.io/opensearchproject/opensearch-dashboards:3.6.0',
      source:
        'opensearch-project/helm-charts@opensearch-dashboards-3.6.0:charts/opensearch-dashboards/Chart.yaml',
    },
    exporter: {
      image: 'quay.io/prometheuscommunity/elasticsearch-exporter:v1.11.0',
      source: 'prometheus-community/elasticsearch_exporter@v1.11.0:README.md and VERSION',
    },
  },
} as const satisfies Pins;
