// Names and selectors that more than one file of this addon needs.
import { selectorLabels } from '../kit/labels.js';

export const addonName = 'prometheus-stack';
export const namespaceName = 'monitoring';
/** node-exporter sees the host, so its pods live apart from the ones that Pod Security can restrict. */
export const nodeNamespace = 'node-exporter';
/** Name of the Prometheus and of the Alertmanager object. */
export const instance = 'main';

/** Labels that the operator puts on the pods that it makes (pkg/prometheus/server, pkg/alertmanager in its sources). */
export const prometheusPods = {
  'app.kubernetes.io/name': 'prometheus',
  'app.kubernetes.io/instance': instance,
};
export const alertmanagerPods = {
  'app.kubernetes.io/name': 'alertmanager',
  'app.kubernetes.io/instance': instance,
};
export const operatorPods = selectorLabels('prometheus-operator');
export const stateMetricsPods = selectorLabels('kube-state-metrics');
export const nodeExporterPods = selectorLabels('node-exporter');
export const grafanaPods = selectorLabels('grafana');
