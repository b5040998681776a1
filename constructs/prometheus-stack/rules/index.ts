// Every preset rule, in named sets: each becomes one PrometheusRule.
import type { RuleGroup } from '../../kit/alerts.js';
import type { ControlPlanePart } from '../../kit/cluster.js';
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
}

export function presetRules(options: RuleOptions): readonly RuleSet[] {
  const has = (part: ControlPlanePart) => options.controlPlane.includes(part);
  return [
    { name: 'recording-apiserver', groups: apiserverRecordings },
    { name: 'recording-containers', groups: [...containerRecordings, ...workloadRecordings] },
    { name: 'recording-nodes', groups: [...nodeRecordings, ...kubeletRecordings] },
    { name: 'recording-grafana', groups: grafanaRecordings },
    ...(has('scheduler') ? [{ name: 'recording-scheduler', groups: schedulerRecordings }] : []),
  ];
}
