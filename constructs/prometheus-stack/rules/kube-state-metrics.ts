// Alerts on kube-state-metrics, on which half of all other alerts rest.
import type { AlertRule, RuleGroup } from '../../kit/alerts.js';
import { ksm } from './select.js';

export const kubeStateMetricsRules: readonly RuleGroup[] = [
  {
    name: 'kube-state-metrics',
    rules: [
      errors('KubeStateMetricsListErrors', 'list', 'lists'),
      errors('KubeStateMetricsWatchErrors', 'watch', 'watches'),
      {
        alert: 'KubeStateMetricsDown',
        expr: `absent(up{${ksm}} == 1)`,
        for: '10m',
        severity: 'critical',
        summary: 'kube-state-metrics cannot be scraped',
        description:
          'For ten minutes nothing has been known about pods, Deployments, nodes and volumes. No alert on them can fire, so silence says nothing.',
        runbook:
          '`kubectl -n monitoring get pods -l app.kubernetes.io/name=kube-state-metrics` and its log. OOMKilled: the cluster has outgrown its memory limit; raise `kubeStateMetrics.resources` in the profile. Pending: see KubePodNotReady. If it runs and is ready, look at the error of the target in Prometheus and at the NetworkPolicy in between.',
      },
    ],
  },
];

function errors(alert: string, operation: string, verb: string): AlertRule {
  return {
    alert,
    expr: `
sum by (resource) (rate(kube_state_metrics_${operation}_total{${ksm}, result="error"}[5m]))
/ (sum by (resource) (rate(kube_state_metrics_${operation}_total{${ksm}}[5m])) > 0)
> 0.01`,
    for: '15m',
    severity: 'critical',
    summary: `kube-state-metrics ${verb} {{ $labels.resource }} with errors`,
    description: `{{ $value | humanizePercentage }} of those requests fail. Metrics of {{ $labels.resource }} are old or missing, and the alerts that read them are blind.`,
    runbook:
      '`kubectl -n monitoring logs -l app.kubernetes.io/name=kube-state-metrics` quotes the API server. "forbidden": its ClusterRole lacks that resource. "the server could not find the requested resource": this Kubernetes version does not serve that API; drop it from `--resources`. Time-outs: the API server is overloaded, see KubeAPIErrorBudgetBurn.',
  };
}
