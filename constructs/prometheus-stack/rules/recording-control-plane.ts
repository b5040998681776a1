// Recorded quantiles of the kubelet, the scheduler and Grafana: computed once here, read by dashboards and alerts.
import type { RecordingRule, RuleGroup } from '../../kit/alerts.js';
import { grafana, kubelet, scheduler } from './select.js';

const quantiles = [0.5, 0.9, 0.99] as const;

export const kubeletRecordings: readonly RuleGroup[] = [
  {
    name: 'kubelet.rules',
    rules: quantiles.map((quantile) => ({
      record: 'node_quantile:kubelet_pleg_relist_duration_seconds:histogram_quantile',
      labels: { quantile: String(quantile) },
      expr: `
histogram_quantile(${quantile}, sum by (node, le) (
  rate(kubelet_pleg_relist_duration_seconds_bucket{${kubelet}}[5m])
))`,
    })),
  },
];

export const schedulerRecordings: readonly RuleGroup[] = [
  {
    name: 'kube-scheduler.rules',
    rules: ['scheduling_attempt', 'scheduling_algorithm', 'pod_scheduling_sli'].flatMap(scheduling),
  },
];

export const grafanaRecordings: readonly RuleGroup[] = [
  {
    name: 'grafana_rules',
    rules: [
      {
        record: 'namespace_job_handler_statuscode:grafana_http_request_duration_seconds_count:rate5m',
        expr: `
sum by (namespace, job, handler, status_code) (
  rate(grafana_http_request_duration_seconds_count{${grafana}}[5m])
)`,
      },
    ],
  },
];

function scheduling(step: string): readonly RecordingRule[] {
  const metric = `scheduler_${step}_duration_seconds`;
  return quantiles.map((quantile) => ({
    record: `cluster_quantile:${metric}:histogram_quantile`,
    labels: { quantile: String(quantile) },
    expr: `histogram_quantile(${quantile}, sum by (le) (rate(${metric}_bucket{${scheduler}}[5m])))`,
  }));
}
