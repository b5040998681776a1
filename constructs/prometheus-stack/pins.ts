// The images of the monitoring stack.
import type { Pins } from '../kit/image.js';

const kubePrometheus = 'prometheus-operator/kube-prometheus@main:manifests';

export const pins = {
  version: 'v0.93.1',
  homepage: 'https://prometheus-operator.dev',
  images: {
    operator: {
      image: 'quay.io/prometheus-operator/prometheus-operator:v0.93.1',
      source: `${kubePrometheus}/prometheusOperator-deployment.yaml`,
    },
    /** Named in an argument of the operator, which adds it to the pods that it makes. */
    configReloader: {
      image: 'quay.io/prometheus-operator/prometheus-config-reloader:v0.93.1',
      source: `${kubePrometheus}/prometheusOperator-deployment.yaml`,
    },
    prometheus: {
      image: 'quay.io/prometheus/prometheus:v3.13.2',
      source: `${kubePrometheus}/prometheus-prometheus.yaml`,
    },
    alertmanager: {
      image: 'quay.io/prometheus/alertmanager:v0.33.1',
      source: `${kubePrometheus}/alertmanager-alertmanager.yaml`,
    },
    kubeStateMetrics: {
      image: 'registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.20.0',
      source: 'kubernetes/kube-state-metrics@main:examples/standard/deployment.yaml',
    },
    nodeExporter: {
      image: 'quay.io/prometheus/node-exporter:v1.12.1',
      source: `${kubePrometheus}/nodeExporter-daemonset.yaml`,
    },
    grafana: {
      image: 'docker.io/grafana/grafana:13.1.3',
      source: `${kubePrometheus}/grafana-deployment.yaml`,
    },
  },
  crds: ['github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring@v0.93.1'],
} as const satisfies Pins;
