// The audit log itself: written by every API server, kept long enough, and taken away by Fluent Bit.
import type { AlertRule } from '../kit/alerts.js';
import type { Config } from './config.js';

/** Bytes of one event. Measured on Kubernetes 1.34: 1000 on average at level Metadata, 2400 with the bodies of RBAC. */
const eventBytes = 1500;

export function shippingAlerts(config: Config): readonly AlertRule[] {
  const { maxSizeMegabytes, maxBackups } = config.retention;
  const megabytes = maxSizeMegabytes * (maxBackups + 1);
  return [
    {
      alert: 'AuditLogSilent',
      expr: `
sum by (instance) (rate(apiserver_audit_event_total{job="apiserver"}[10m])) == 0
and
sum by (instance) (rate(apiserver_request_total{job="apiserver"}[10m])) > 1`,
      for: '15m',
      severity: 'critical',
      summary: 'API server {{ $labels.instance }} answers requests and audits none of them',
      description:
        'What is done in the cluster through this API server leaves no trace, and cannot be found out later. Either auditing was never turned on there, or somebody has turned it off.',
      runbook: `
1. On a new cluster: follow audit-logging/files/README.md in the bundle; this alert ends by itself.
2. On the node of the instance, compare the flags of the API server with those in the bundle: with kubeadm \`grep audit /etc/kubernetes/manifests/kube-apiserver.yaml\`. A kubeadm upgrade writes the manifest from ConfigMap kube-system/kubeadm-config: flags that were put into the manifest by hand are lost then.
3. Compare the policy file with audit-policy.yaml of the bundle. One that consists of level None records nothing; RKE2 with a CIS profile starts with such a one.
4. If nobody of yours changed it, treat it as an intrusion on that node.`,
    },
    {
      alert: 'AuditLogErrors',
      expr: 'sum by (instance, plugin) (increase(apiserver_audit_error_total{job="apiserver"}[10m])) > 0',
      for: '5m',
      severity: 'warning',
      summary: 'API server {{ $labels.instance }} loses audit events',
      description:
        'Backend {{ $labels.plugin }} failed to write {{ $value | humanize }} events in 10 minutes. They are gone, but for what the API server puts into its own log.',
      runbook: `
Nearly always the disk of the control-plane node is full or read-only: \`df -h\` for the folder of the log, and the log of the kube-apiserver container, which says \`Error in audit plugin\`. Make room (old rotated files of the audit log may be deleted once they are shipped), and lower \`retention\` in the profile if the log itself fills the disk.`,
    },
    {
      alert: 'AuditRequestsRejected',
      expr: 'sum by (instance) (increase(apiserver_audit_requests_rejected_total{job="apiserver"}[5m])) > 0',
      severity: 'critical',
      summary: 'API server {{ $labels.instance }} refuses requests that it cannot audit',
      description:
        'It runs in mode blocking-strict and cannot write its audit log. Clients get errors; the cluster is being managed in part or not at all.',
      runbook:
        'Make room on the disk that holds the audit log on that control-plane node, see AuditLogErrors. If that is not possible at once, set `mode: blocking` in the flags of the API server: it then answers and loses events.',
    },
    {
      alert: 'AuditLogTurnsOverFast',
      expr: `
sum by (instance) (rate(apiserver_audit_event_total{job="apiserver"}[1h])) * ${eventBytes} * 6 * 3600
  > ${megabytes}e6`,
      for: '1h',
      severity: 'info',
      summary: 'The audit log of API server {{ $labels.instance }} holds less than 6 hours',
      description: `At {{ $value | humanize }}B in 6 hours the ${megabytes} MB on the node are overwritten before an outage of the log store of a night is over.`,
      runbook: `
See who makes the events: in the dashboard Audit, and in the log store by \`user.username\` and \`objectRef.resource\`. A controller that writes in a loop is worth fixing for its own sake. Then, in the profile: rules of level None for noise that nobody will ask about (\`rules.after\`), \`ignoreNamespaces\`, or a larger \`retention\` if the disk has room.`,
    },
    {
      alert: 'AuditShippingStopped',
      expr: `
sum by (node, pod) (rate(fluentbit_input_records_total{job="fluent-bit-audit", name="audit"}[15m])) == 0
and on ()
sum(rate(apiserver_audit_event_total{job="apiserver"}[15m])) > 1`,
      for: '15m',
      severity: 'warning',
      summary: 'Fluent Bit {{ $labels.pod }} reads no audit events on {{ $labels.node }}',
      description:
        'API servers write events and this collector sees none. They stay on the node until rotation deletes them, and alerts on suspicious use are blind there.',
      runbook: `
1. \`kubectl -n logging-agents logs POD\`: a path that does not exist or permission denied means that the fact \`auditLog.path\` is not where the API server writes, or that the file belongs to another user.
2. On the node: is the file there and growing? If not, see AuditLogSilent.
3. A full filesystem buffer pauses the input: \`fluentbit_input_ingestion_paused\` is 1; see AuditShippingBehind.`,
    },
    {
      alert: 'AuditShippingBehind',
      expr: `
sum by (pod) (increase(fluentbit_input_records_total{job="fluent-bit-audit", name="audit"}[30m]))
  - min by (pod) (increase(fluentbit_output_proc_records_total{job="fluent-bit-audit", name=~".+[.]audit"}[30m]))
  > 0.5 * sum by (pod) (increase(fluentbit_input_records_total{job="fluent-bit-audit", name="audit"}[30m]))`,
      for: '15m',
      severity: 'warning',
      summary: 'Half of the audit events of {{ $labels.pod }} wait to be shipped',
      description:
        '{{ $value | humanize }} events that were read within 30 minutes have not arrived in one of the log stores. They are in the buffer on the node, which has a limit.',
      runbook: `
The store is unreachable, refuses, or is too slow: \`kubectl -n logging-agents logs POD\` has the reason of each retry. 429 and "queue full" call for more capacity in the store, 401 and 403 for credentials (Secrets are read at start alone), 400 for a mapping conflict. Events are lost only when the buffer is full (\`fluentbit_output_dropped_records_total\`).`,
    },
    {
      alert: 'AuditRecordsDropped',
      expr: `
sum by (pod, name) (
  increase(fluentbit_output_dropped_records_total{job="fluent-bit-audit", name=~".+[.]audit"}[15m])
) > 0`,
      severity: 'warning',
      summary: 'Fluent Bit {{ $labels.pod }} has dropped audit events',
      description:
        '{{ $value | humanize }} events did not reach {{ $labels.name }} and will not. The files on the control-plane node still hold them, until they are rotated away.',
      runbook: `
Save the files now: copy the folder of the audit log from the node. Then find out why the store refused, see AuditShippingBehind. To ship again, remove the position database of input \`audit\` in the state folder of Fluent Bit on that node and restart the pod; records that had arrived come twice.`,
    },
  ];
}
