// Which metrics exist, by job: rules and dashboards may query these and what our rules record, nothing else.
// Each list names the upstream files that it was read from; a test holds every expression to it.
import { alertmanager } from './metrics/alertmanager.js';
import { apiserver } from './metrics/apiserver.js';
import { kubeControllerManager, kubeProxy, kubeScheduler, shared } from './metrics/control-plane.js';
import { coredns } from './metrics/coredns.js';
import { etcd } from './metrics/etcd.js';
import { goProcess, made } from './metrics/every-target.js';
import { grafana } from './metrics/grafana.js';
import { itself, objectState } from './metrics/kube-state-metrics.js';
import { cadvisor, kubelet } from './metrics/kubelet.js';
import { nodeExporter, nodeHost } from './metrics/node-exporter.js';
import { prometheus } from './metrics/prometheus.js';
import { configReloader, prometheusOperator } from './metrics/prometheus-operator.js';
import { job } from './rules/select.js';

type Job = (typeof job)[keyof typeof job];

const everywhere = [...goProcess, ...made];

/** Names by the value of the label `job`. */
export const metricInventory: Readonly<Record<Job, readonly string[]>> = {
  [job.apiserver]: [...apiserver, ...shared, ...everywhere],
  [job.kubelet]: [...kubelet, ...cadvisor, ...shared, ...everywhere],
  [job.scheduler]: [...kubeScheduler, ...shared, ...everywhere],
  [job.controllerManager]: [...kubeControllerManager, ...shared, ...everywhere],
  [job.kubeProxy]: [...kubeProxy, ...shared, ...everywhere],
  [job.etcd]: [...etcd, ...everywhere],
  [job.coredns]: [...coredns, ...everywhere],
  [job.nodeExporter]: [...nodeExporter, ...nodeHost, ...everywhere],
  [job.kubeStateMetrics]: [...objectState, ...itself, ...everywhere],
  [job.prometheus]: [...prometheus, ...configReloader, ...everywhere],
  [job.alertmanager]: [...alertmanager, ...configReloader, ...everywhere],
  [job.prometheusOperator]: [...prometheusOperator, ...everywhere],
  [job.grafana]: [...grafana, ...everywhere],
};

/** All of them, whichever the job. */
export const metrics: readonly string[] = [...new Set(Object.values(metricInventory).flat())].sort();
