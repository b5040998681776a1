// Series for which each alert on the audit log fires, and series for which it stays silent. Time starts at 0.
import type { AlertTest } from '../../support/promtool.js';

const server = 'job="apiserver", instance="10.0.0.1:6443"';
const pod = 'job="fluent-bit-audit", pod="fluent-bit-audit-x", node="cp-1"';
const scraped = `${pod}, namespace="logging", instance="10.244.0.9:2021"`;

const counter = (series: string, step: number) => ({ series, values: `0+${step}x120` });
const audited = (step: number) => counter(`apiserver_audit_event_total{${server}}`, step);
const answered = (step: number) =>
  counter(`apiserver_request_total{${server}, verb="GET", code="200"}`, step);
const read = (step: number) => counter(`fluentbit_input_records_total{${pod}, name="audit"}`, step);
const shipped = (step: number) =>
  counter(`fluentbit_output_proc_records_total{${pod}, name="opensearch.audit"}`, step);

/** A counter that comes into being with its first event, at minute 30. */
const signal = (name: string, labels: string, count = 1) => ({
  series: `audit_signal_${name}_total{${[scraped, labels].filter(Boolean).join(', ')}}`,
  values: `_x29 ${count}x90`,
});
/** One that was there from the start and has its next event at minute 30. */
const again = (name: string, labels: string, count = 1) => ({
  series: `audit_signal_${name}_total{${[scraped, labels].filter(Boolean).join(', ')}}`,
  values: `7x29 ${7 + count}x90`,
});

/** Fires on the first event and on a later one; is silent before, and when it is long over. */
function onEvent(alert: string, name: string, labels: Record<string, string>, also = ''): AlertTest {
  const text = [...Object.entries(labels).map(([key, value]) => `${key}="${value}"`), also]
    .filter(Boolean)
    .join(', ');
  return {
    alert,
    fires: [
      { series: [signal(name, text)], at: '32m', labels },
      { series: [again(name, text)], at: '32m', labels },
    ],
    silent: [
      { series: [again(name, text)], at: '28m' },
      { series: [signal(name, text)], at: '55m' },
      { series: [again(name, text, 0)], at: '32m' },
    ],
  };
}

/** The same for alerts that need a number of events: below it they are silent. */
function onMany(alert: string, name: string, limit: number, labels: Record<string, string>): AlertTest {
  const text = Object.entries(labels)
    .map(([key, value]) => `${key}="${value}"`)
    .join(', ');
  const also = [text, 'verb="get"'].filter(Boolean).join(', ');
  return {
    alert,
    fires: [{ series: [signal(name, also, limit)], at: '32m', labels }],
    silent: [
      { series: [signal(name, also, limit - 1)], at: '32m' },
      { series: [signal(name, also, limit)], at: '55m' },
    ],
  };
}

const alice = { user: 'alice@example.com' };
const web = { ...alice, target_namespace: 'web' };

export const alertTests: readonly AlertTest[] = [
  {
    alert: 'AuditLogSilent',
    fires: [{ series: [audited(0), answered(600)], at: '30m', labels: { instance: '10.0.0.1:6443' } }],
    silent: [
      { series: [audited(60), answered(600)], at: '30m' },
      // Nobody asks it anything.
      { series: [audited(0), answered(0)], at: '30m' },
    ],
  },
  {
    alert: 'AuditLogErrors',
    fires: [
      {
        series: [counter(`apiserver_audit_error_total{${server}, plugin="log"}`, 1)],
        at: '20m',
        labels: { instance: '10.0.0.1:6443', plugin: 'log' },
      },
    ],
    silent: [{ series: [counter(`apiserver_audit_error_total{${server}, plugin="log"}`, 0)], at: '20m' }],
  },
  {
    alert: 'AuditRequestsRejected',
    fires: [
      {
        series: [counter(`apiserver_audit_requests_rejected_total{${server}}`, 1)],
        at: '10m',
        labels: { instance: '10.0.0.1:6443' },
      },
    ],
    silent: [{ series: [counter(`apiserver_audit_requests_rejected_total{${server}}`, 0)], at: '10m' }],
  },
  {
    alert: 'AuditLogTurnsOverFast',
    // 40 events a second and 1500 bytes make 1.3 GB in 6 hours; there is room for 1.1 GB.
    fires: [{ series: [audited(40 * 60)], at: '119m', labels: { instance: '10.0.0.1:6443' } }],
    silent: [{ series: [audited(10 * 60)], at: '119m' }],
  },
  {
    alert: 'AuditShippingStopped',
    fires: [
      {
        series: [audited(600), read(0)],
        at: '40m',
        labels: { node: 'cp-1', pod: 'fluent-bit-audit-x' },
      },
    ],
    silent: [
      { series: [audited(600), read(600)], at: '40m' },
      { series: [audited(0), read(0)], at: '40m' },
      // Audit logs without Fluent Bit.
      { series: [audited(600)], at: '40m' },
    ],
  },
  {
    alert: 'AuditShippingBehind',
    fires: [{ series: [read(600), shipped(200)], at: '60m', labels: { pod: 'fluent-bit-audit-x' } }],
    silent: [{ series: [read(600), shipped(590)], at: '60m' }],
  },
  {
    alert: 'AuditRecordsDropped',
    fires: [
      {
        series: [counter(`fluentbit_output_dropped_records_total{${pod}, name="opensearch.audit"}`, 5)],
        at: '20m',
        labels: { pod: 'fluent-bit-audit-x', name: 'opensearch.audit' },
      },
    ],
    silent: [
      {
        series: [counter(`fluentbit_output_dropped_records_total{${pod}, name="opensearch.audit"}`, 0)],
        at: '20m',
      },
    ],
  },
  onEvent('AuditPodExec', 'exec', { ...web, kind: 'exec' }),
  onEvent('AuditDebugContainer', 'debug_container', web),
  onEvent('AuditNodeProxyUsed', 'node_proxy', alice),
  onMany('AuditSecretsRead', 'secret_read', 30, alice),
  onEvent('AuditTokenRequested', 'token_request', { ...web, service_account: 'deployer' }),
  onEvent('AuditAnonymousAccess', 'anonymous_access', { verb: 'list' }),
  onMany('AuditAnonymousProbing', 'anonymous_denied', 100, {}),
  onMany('AuditAuthenticationFailures', 'unauthenticated', 100, {}),
  onMany('AuditRequestsDenied', 'denied', 100, alice),
  onEvent('AuditSuperAdminUsed', 'super_admin', {}, 'verb="get"'),
  onEvent('AuditClusterAdminGranted', 'cluster_admin_grant', { ...web, binding: 'helper' }),
  onEvent('AuditPrivilegeEscalationDenied', 'rbac_denied', alice, 'verb="create", kind="roles"'),
  onEvent('AuditRbacChangedByPerson', 'rbac_change', { ...alice, verb: 'patch', kind: 'roles' }),
  onEvent('AuditImpersonation', 'impersonation', { ...alice, impersonated: 'admin' }),
  onEvent('AuditAdmissionChanged', 'admission_change', {
    ...alice,
    verb: 'delete',
    kind: 'validatingwebhookconfigurations',
    object: 'policy',
  }),
  onEvent('AuditCertificateApproved', 'certificate_approval', alice),
];
