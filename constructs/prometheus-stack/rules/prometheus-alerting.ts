// Alerts on how Prometheus evaluates rules and hands its alerts on. When these fire, others may not.
import type { AlertRule } from '../../kit/alerts.js';
import { prometheus } from './select.js';

const pod = '{{ $labels.pod }}';

const errorShare = `
sum by (namespace, pod, alertmanager) (rate(prometheus_notifications_errors_total{${prometheus}}[5m]))
/ (sum by (namespace, pod, alertmanager) (rate(prometheus_notifications_sent_total{${prometheus}}[5m])) > 0)`;

const sending =
  'See that Alertmanager runs and is ready (`kubectl -n monitoring get pods -l app.kubernetes.io/name=alertmanager`), then the log of Prometheus for "Error sending alerts": a refused connection, a time-out (NetworkPolicy, port 9093), or an answer with a status. 400 means that an alert has a label that Alertmanager refuses. The other Alertmanagers pass alerts on to each other by gossip, so nothing is lost as long as one is reached.';

export const alertingAlerts: readonly AlertRule[] = [
  {
    alert: 'PrometheusNotificationQueueRunningFull',
    expr: `
max by (namespace, pod) (
  predict_linear(prometheus_notifications_queue_length{${prometheus}}[10m], 30 * 60)
  > on (namespace, pod) group_left ()
  min by (namespace, pod) (min_over_time(prometheus_notifications_queue_capacity{${prometheus}}[10m]))
)`,
    for: '15m',
    severity: 'warning',
    summary: `Alerts pile up in ${pod}`,
    description:
      'It makes alerts faster than Alertmanager takes them: within half an hour the queue is full, and alerts are dropped.',
    runbook: `${sending} A flood of alerts does this too: \`topk(10, count by (alertname) (ALERTS{alertstate="firing"}))\` names it; silence does not help here, repair or disable the rule.`,
  },
  {
    alert: 'PrometheusErrorSendingAlertsToSomeAlertmanagers',
    expr: `${errorShare}\n> 0.01`,
    for: '15m',
    severity: 'warning',
    summary: `${pod} fails to send alerts to {{ $labels.alertmanager }}`,
    description:
      '{{ $value | humanizePercentage }} of the alerts for this Alertmanager were not taken. If others take them, nothing is lost yet.',
    runbook: sending,
  },
  {
    alert: 'PrometheusErrorSendingAlertsToAnyAlertmanager',
    expr: `
min by (namespace, pod) (${errorShare.replaceAll('\n', '\n  ')}
) > 0.03`,
    for: '15m',
    severity: 'critical',
    summary: `${pod} fails to send alerts to every Alertmanager`,
    description:
      'At least {{ $value | humanizePercentage }} of its alerts are taken by none of them: people may not be told of what goes wrong.',
    runbook: sending,
  },
  {
    alert: 'PrometheusNotConnectedToAlertmanagers',
    expr: `
max by (namespace, pod) (
  max_over_time(prometheus_notifications_alertmanagers_discovered{${prometheus}}[5m])
) < 1`,
    for: '10m',
    severity: 'warning',
    summary: `${pod} knows no Alertmanager`,
    description: 'It has found none for ten minutes: its alerts go nowhere.',
    runbook:
      '`kubectl -n monitoring get endpointslices -l kubernetes.io/service-name=alertmanager` must list ready addresses. If it does, see `spec.alerting` of the Prometheus object: namespace, name and port must be those of the Service. If it does not, see why the pods of Alertmanager are not ready.',
  },
  {
    alert: 'PrometheusRuleFailures',
    expr: `
sum by (namespace, pod, rule_group) (increase(prometheus_rule_evaluation_failures_total{${prometheus}}[5m])) > 0`,
    for: '15m',
    severity: 'critical',
    summary: `${pod} cannot evaluate rules of {{ $labels.rule_group }}`,
    description: 'Each evaluation ends in an error, so these rules record nothing and can alert on nothing.',
    runbook:
      'The Alerts page of Prometheus (or `/api/v1/rules`) shows the error at the rule. "many-to-many matching": two series where one is expected, often a duplicate exporter. "query processing would load too many samples": the rule reads too much; record parts of it first. Rules of users live in their own PrometheusRule objects; the group name tells which.',
  },
  {
    alert: 'PrometheusMissingRuleEvaluations',
    expr: `
sum by (namespace, pod, rule_group) (increase(prometheus_rule_group_iterations_missed_total{${prometheus}}[5m])) > 0`,
    for: '15m',
    severity: 'warning',
    summary: `${pod} is too slow for the rules of {{ $labels.rule_group }}`,
    description:
      'Their evaluation takes longer than their interval, so some turns are left out: alerts come late.',
    runbook:
      '`topk(5, prometheus_rule_group_last_duration_seconds)` beside `prometheus_rule_group_interval_seconds` shows the slow groups. Split the group, give it a longer interval, or record what its rules read again and again. If all groups are slow, Prometheus is short of CPU: see PrometheusHighQueryLoad and its resources in the profile.',
  },
];
