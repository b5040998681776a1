// Alerts on requests that the API server ends, refuses or cannot get admitted, and on what it hands out.
import type { AlertRule } from '../../kit/alerts.js';
import { apiserver } from './select.js';

export const webhookAlerts: readonly AlertRule[] = [
  {
    alert: 'KubeAPITerminatedRequests',
    expr: `
sum(rate(apiserver_request_terminations_total{${apiserver}}[10m]))
/ (
  sum(rate(apiserver_request_total{${apiserver}}[10m]))
  + sum(rate(apiserver_request_terminations_total{${apiserver}}[10m]))
)
> 0.2`,
    for: '5m',
    severity: 'warning',
    summary: 'The API server ends {{ $value | humanizePercentage }} of requests to protect itself',
    description:
      'It is overloaded, and cuts off requests that it has already begun. Clients try again, which adds to the load.',
    runbook:
      'Find who calls most: `topk(10, sum by (resource, verb) (rate(apiserver_request_total[5m])))`, and the user agent in the audit log. Stop or slow that client. If the load is real, give the control plane more CPU and memory, and add an API server. See KubeAPIRequestsRejected for what is turned away before it begins.',
  },
  {
    alert: 'KubeAPIRequestsRejected',
    expr: `
sum by (priority_level, reason) (
  rate(apiserver_flowcontrol_rejected_requests_total{${apiserver}}[5m])
) > 0.1`,
    for: '15m',
    severity: 'warning',
    summary: 'The API server turns away requests of priority level {{ $labels.priority_level }}',
    description:
      '{{ $value | printf "%.2f" }} requests a second get 429 ({{ $labels.reason }}): more of them come than that level may have in work or in its queues. Controllers of that level fall behind.',
    runbook:
      '`kubectl get --raw /debug/api_priority_and_fairness/dump_priority_levels` shows the queues. `topk(5, sum by (flow_schema) (rate(apiserver_flowcontrol_rejected_requests_total[5m])))` names the flow. Slow down the client that floods it, or give it a FlowSchema and level of its own, so that it only hurts itself. If every level is full, the API server is too small or etcd too slow.',
  },
  {
    alert: 'KubeAdmissionWebhookFailing',
    expr: `
sum by (name, type) (
  rate(apiserver_admission_webhook_rejection_count{${apiserver}, error_type="calling_webhook_error"}[5m])
) > 0
or sum by (name, type) (rate(apiserver_admission_webhook_fail_open_count{${apiserver}}[5m])) > 0`,
    for: '10m',
    severity: 'warning',
    summary: 'Admission webhook {{ $labels.name }} does not answer',
    description:
      'The API server cannot call it. With failurePolicy Fail, objects that it should see are refused, which can keep pods from starting; with Ignore they are let in unchecked.',
    runbook:
      '1. `kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations -o yaml` and search the name: it tells the Service, the port, the CA and the policy.\n2. The pods behind the Service must be ready: `kubectl -n NAMESPACE get endpointslices -l kubernetes.io/service-name=SERVICE`.\n3. "x509": the CA bundle does not fit the certificate; restart what injects it (cert-manager\'s cainjector). "context deadline exceeded": a NetworkPolicy or a firewall between control plane and pod.\n4. If the cluster is locked and the cause takes time, delete the webhook configuration; its owner makes it again.',
  },
  {
    alert: 'KubeDeprecatedAPIRequested',
    expr: `
max by (group, version, resource, removed_release) (
  apiserver_requested_deprecated_apis{${apiserver}, removed_release!=""}
)
and on (group, version, resource) (
  sum by (group, version, resource) (rate(apiserver_request_total{${apiserver}}[30m])) > 0
)`,
    for: '1h',
    severity: 'info',
    summary: 'Deprecated API {{ $labels.group }}/{{ $labels.version }} {{ $labels.resource }} is in use',
    description:
      'Somebody still asks for it. Kubernetes {{ $labels.removed_release }} does not serve it any more: after that upgrade, those clients break.',
    runbook:
      'Find the client before you upgrade: the audit log marks such requests with the annotation `k8s.io/deprecated` and names their user and user agent. Manifests in Git: `grep -rn "apiVersion: GROUP/VERSION"`. Helm keeps old versions in its release Secrets; a `helm upgrade` with a new chart replaces them.',
  },
  {
    alert: 'KubeServiceIPsAlmostExhausted',
    expr: `
sum by (cidr) (kube_apiserver_clusterip_allocator_available_ips{${apiserver}})
/ (
  sum by (cidr) (kube_apiserver_clusterip_allocator_available_ips{${apiserver}})
  + sum by (cidr) (kube_apiserver_clusterip_allocator_allocated_ips{${apiserver}})
)
< 0.1`,
    for: '1h',
    severity: 'warning',
    summary: 'Service addresses of {{ $labels.cidr }} are nearly used up',
    description:
      '{{ $value | humanizePercentage }} of them are left. When none is, no Service can be created.',
    runbook:
      'Delete Services that nobody uses (`kubectl get services -A | wc -l`, old preview environments first), or make those headless that need no address. From Kubernetes 1.33 on, a ServiceCIDR object adds a second range without a restart: `kubectl get servicecidrs`.',
  },
];
