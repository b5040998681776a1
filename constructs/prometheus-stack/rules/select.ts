// The label selectors that every rule shares: one place knows how our monitors name their jobs.

/** Job names, as the ServiceMonitors of this addon set them. */
export const job = {
  apiserver: 'apiserver',
  kubelet: 'kubelet',
  scheduler: 'kube-scheduler',
  controllerManager: 'kube-controller-manager',
  kubeProxy: 'kube-proxy',
  etcd: 'etcd',
  coredns: 'coredns',
  nodeExporter: 'node-exporter',
  kubeStateMetrics: 'kube-state-metrics',
  prometheus: 'prometheus',
  alertmanager: 'alertmanager',
  prometheusOperator: 'prometheus-operator',
  grafana: 'grafana',
} as const;

export const apiserver = `job="${job.apiserver}"`;
/** The kubelet's own metrics, not those of cAdvisor or of probes, which share the job. */
export const kubelet = `job="${job.kubelet}", metrics_path="/metrics"`;
/** Containers alone: cAdvisor also sums up pods (container="") and sandboxes (container="POD"). */
export const cadvisor = `job="${job.kubelet}", metrics_path="/metrics/cadvisor", container!~"|POD", pod!=""`;
export const ksm = `job="${job.kubeStateMetrics}"`;
export const node = `job="${job.nodeExporter}"`;
export const scheduler = `job="${job.scheduler}"`;
export const etcd = `job="${job.etcd}"`;
export const coredns = `job="${job.coredns}"`;
export const prometheus = `job="${job.prometheus}"`;
export const alertmanager = `job="${job.alertmanager}"`;
export const operator = `job="${job.prometheusOperator}"`;
export const grafana = `job="${job.grafana}"`;
