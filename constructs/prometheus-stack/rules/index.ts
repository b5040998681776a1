// Every preset rule, in named sets: each becomes one PrometheusRule.
import type { RuleGroup } from '../../kit/alerts.js';
import type { ControlPlanePart } from '../../kit/cluster.js';
import { alertmanagerRules } from './alertmanager.js';
import { apiserverRules } from './apiserver.js';
import { controllerManagerRules, kubeProxyRules, schedulerRules } from './control-plane.js';
import { corednsRules } from './coredns.js';
import { etcdRules } from './etcd.js';
import { generalRules } from './general.js';
import { grafanaRules } from './grafana.js';
import { kubeStateMetricsRules } from './kube-state-metrics.js';
import { kubeletRules } from './kubelet.js';
import { appRules } from './kubernetes-apps.js';
import { resourceRules } from './kubernetes-resources.js';
import { storageRules } from './kubernetes-storage.js';
import { systemRules } from './kubernetes-system.js';
import { nodeRules } from './node.js';
import { prometheusRules } from './prometheus.js';
import { operatorRules } from './prometheus-operator.js';
import { apiserverRecordings } from './recording-apiserver.js';
import { containerRecordings } from './recording-containers.js';
import { grafanaRecordings, kubeletRecordings, schedulerRecordings } from './recording-control-plane.js';
import { nodeRecordings } from './recording-node.js';
import { workloadRecordings } from './recording-workloads.js';

export interface RuleSet {
  /** Name of the PrometheusRule. */
  readonly name: string;
  readonly groups: readonly RuleGroup[];
}

export interface RuleOptions {
  /** Parts whose metrics Prometheus can reach: the others get no rules, which could only fire falsely. */
  readonly controlPlane: readonly ControlPlanePart[];
  /** Whether Grafana is there. True unless said. */
  readonly grafana?: boolean;
  /** Whether the cluster's DNS is CoreDNS, with its metrics. True unless said. */
  readonly coredns?: boolean;
}

export function presetRules(options: RuleOptions): readonly RuleSet[] {
  const { controlPlane, grafana = true, coredns = true } = options;
  const optional = (present: boolean, name: string, ...groups: readonly RuleGroup[]): RuleSet[] =>
    present ? [{ name, groups }] : [];
  return [
    { name: 'recording-containers', groups: [...containerRecordings, ...workloadRecordings] },
    { name: 'recording-nodes', groups: [...nodeRecordings, ...kubeletRecordings] },
    { name: 'general', groups: generalRules },
    { name: 'kubernetes-apps', groups: appRules },
    { name: 'kubernetes-resources', groups: resourceRules },
    { name: 'kubernetes-storage', groups: storageRules },
    { name: 'kubernetes-system', groups: systemRules },
    { name: 'apiserver', groups: [...apiserverRecordings, ...apiserverRules] },
    { name: 'kubelet', groups: kubeletRules },
    { name: 'node', groups: nodeRules },
    { name: 'kube-state-metrics', groups: kubeStateMetricsRules },
    { name: 'prometheus', groups: prometheusRules },
    { name: 'prometheus-operator', groups: operatorRules },
    { name: 'alertmanager', groups: alertmanagerRules },
    ...optional(grafana, 'grafana', ...grafanaRecordings, ...grafanaRules),
    ...optional(coredns, 'coredns', ...corednsRules),
    ...optional(controlPlane.includes('etcd'), 'etcd', ...etcdRules),
    ...optional(controlPlane.includes('scheduler'), 'scheduler', ...schedulerRecordings, ...schedulerRules),
    ...optional(controlPlane.includes('controller-manager'), 'controller-manager', ...controllerManagerRules),
    ...optional(controlPlane.includes('kube-proxy'), 'kube-proxy', ...kubeProxyRules),
  ];
}
