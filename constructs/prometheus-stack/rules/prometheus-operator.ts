// Alerts on prometheus-operator, and on the reloaders that carry its configuration into the pods.
import type { AlertRule, RuleGroup } from '../../kit/alerts.js';
import { operator } from './select.js';

const log = '`kubectl -n monitoring logs deploy/prometheus-operator`';

export const operatorRules: readonly RuleGroup[] = [
  {
    name: 'prometheus-operator',
    rules: [
      share(
        'PrometheusOperatorListErrors',
        'list_operations_failed_total',
        'list_operations_total',
        0.4,
        'cannot list objects for controller {{ $labels.controller }}',
        'It does not see new monitors, rules or instances.',
      ),
      share(
        'PrometheusOperatorWatchErrors',
        'watch_operations_failed_total',
        'watch_operations_total',
        0.4,
        'cannot watch objects for controller {{ $labels.controller }}',
        'It sees changes late, when it lists everything again.',
      ),
      share(
        'PrometheusOperatorReconcileErrors',
        'reconcile_errors_total',
        'reconcile_operations_total',
        0.1,
        'fails to reconcile objects of controller {{ $labels.controller }}',
        'Changes of those objects have no effect on the pods.',
      ),
      share(
        'PrometheusOperatorStatusUpdateErrors',
        'status_update_errors_total',
        'status_update_operations_total',
        0.1,
        'cannot write the status of objects of controller {{ $labels.controller }}',
        'Their conditions are old; what runs is not touched by it.',
      ),
      {
        alert: 'PrometheusOperatorSyncFailed',
        expr: `
max by (namespace, controller) (min_over_time(prometheus_operator_syncs{${operator}, status="failed"}[5m])) > 0`,
        for: '10m',
        severity: 'warning',
        summary:
          'prometheus-operator cannot bring {{ $value }} objects of controller {{ $labels.controller }} into effect',
        description:
          'The last attempt for each of them failed. Their pods run with the configuration from before.',
        runbook: `${log} names the object and the error: a Secret or key that does not exist, a field that the API server refuses (a StatefulSet field that cannot change; \`--repair-policy-for-statefulsets\` or deleting the StatefulSet with \`--cascade=orphan\` helps), or a missing right. The conditions of the object say the same: \`kubectl -n monitoring describe prometheus,alertmanager\`.`,
      },
      {
        alert: 'PrometheusOperatorNodeLookupErrors',
        expr: `sum by (namespace) (rate(prometheus_operator_node_address_lookup_errors_total{${operator}}[5m])) > 0.1`,
        for: '10m',
        severity: 'warning',
        summary: 'prometheus-operator cannot find the addresses of nodes',
        description:
          'It keeps the list of kubelets that Prometheus scrapes. Nodes without an address are left out of it.',
        runbook: `${log} names the node. \`kubectl get nodes -o wide\` must show an INTERNAL-IP for each: a node without one was never initialised by its cloud provider (taint node.cloudprovider.kubernetes.io/uninitialized), or its kubelet has a wrong \`--node-ip\`.`,
      },
      {
        alert: 'PrometheusOperatorNotReady',
        expr: `min by (namespace, controller) (max_over_time(prometheus_operator_ready{${operator}}[5m])) == 0`,
        for: '5m',
        severity: 'warning',
        summary: 'Controller {{ $labels.controller }} of prometheus-operator is not ready',
        description: 'It waits for its first list of objects and does nothing until then.',
        runbook: `${log} says what it waits for. Most often a custom resource definition is missing or older than the operator (\`kubectl get crds | grep monitoring.coreos.com\`), or its ClusterRole lacks the resource. CRDs have to be applied before the operator, and at each upgrade.`,
      },
      {
        alert: 'PrometheusOperatorRejectedResources',
        expr: `
max by (namespace, controller, resource) (
  min_over_time(prometheus_operator_managed_resources{${operator}, state="rejected"}[5m])
) > 0`,
        for: '5m',
        severity: 'warning',
        summary: 'prometheus-operator has rejected {{ $value }} {{ $labels.resource }} objects',
        description:
          'They are invalid and are left out: what they should scrape is not scraped, or their rules do not exist.',
        runbook: `${log} names each with the reason, and \`kubectl get events -A --field-selector reason=InvalidConfiguration\` too. Usual finds: a rule with a mistake in PromQL, a monitor whose Secret or key is missing, a duration or a relabelling that is not valid. The fault is in the object of its author, not in the operator.`,
      },
    ],
  },
  {
    name: 'config-reloaders',
    rules: [
      {
        alert: 'ConfigReloaderSidecarErrors',
        expr: 'max by (namespace, job, pod) (max_over_time(reloader_last_reload_successful[5m])) == 0',
        for: '10m',
        severity: 'warning',
        summary: 'The configuration of {{ $labels.pod }} is not being reloaded',
        description:
          'The container beside it fails to hand over a new configuration. The pod works on with the old one.',
        runbook:
          '`kubectl -n NAMESPACE logs POD -c config-reloader` has the error. If the reload itself is refused, the program found a mistake: see PrometheusBadConfig or AlertmanagerFailedReload. If it does not answer, it is starting (a long write-ahead log) or hangs. An environment variable in the configuration that does not exist stops it too.',
      },
    ],
  },
];

function share(
  alert: string,
  failed: string,
  all: string,
  limit: number,
  what: string,
  meaning: string,
): AlertRule {
  return {
    alert,
    expr: `
sum by (namespace, controller) (rate(prometheus_operator_${failed}{${operator}}[10m]))
/ (sum by (namespace, controller) (rate(prometheus_operator_${all}{${operator}}[10m])) > 0)
> ${limit}`,
    for: '15m',
    severity: 'warning',
    summary: `prometheus-operator ${what}`,
    description: `{{ $value | humanizePercentage }} of its attempts fail. ${meaning}`,
    runbook: `${log} quotes the API server. "forbidden": its ClusterRole was changed or is older than the operator. "the server could not find the requested resource": a custom resource definition is missing. "conflict" now and then is harmless. If all controllers fail at once, look at the API server (KubeAPIErrorBudgetBurn).`,
  };
}
