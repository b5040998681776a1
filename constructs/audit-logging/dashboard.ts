// The audit dashboard: is the log written and shipped, and who did what that is worth a look.
import { board, row } from '../kit/dashboard-board.js';
import { query, stat, table, timeseries } from '../kit/dashboard-panels.js';
import { events } from './counted.js';

const apiserver = 'job="apiserver"';
const collector = 'job="fluent-bit-audit"';

export function auditDashboard(): unknown {
  return board({
    uid: 'plinth-audit',
    title: 'Audit',
    description:
      'Audit log of the API servers: whether it is written and shipped, and events that are worth a look. The events themselves are in the log store.',
    tags: ['logging', 'security'],
    from: 'now-6h',
    rows: [
      row('State', state),
      row('Access', access),
      row('Rights', rights),
      row('Refusals', refusals),
      row('Volume', volume),
    ],
  });
}

const state = [
  stat({
    title: 'API servers that audit nothing',
    description: 'API servers that answer requests and record none. 0 is right; see alert AuditLogSilent.',
    unit: 'short',
    expr: `
count(
  sum by (instance) (rate(apiserver_audit_event_total{${apiserver}}[5m])) == 0
  and sum by (instance) (rate(apiserver_request_total{${apiserver}}[5m])) > 1
) or vector(0)`,
    limits: { critical: 1 },
  }),
  stat({
    title: 'Events lost by API servers',
    description:
      'Events that could not be written within an hour. 0 is right; else look at the disk of the node.',
    unit: 'short',
    expr: `sum(increase(apiserver_audit_error_total{${apiserver}}[1h])) or vector(0)`,
    decimals: 0,
    limits: { critical: 1 },
  }),
  stat({
    title: 'Collectors',
    description: 'Fluent Bit pods that read audit logs: one on each control-plane node.',
    unit: 'short',
    expr: `sum(up{${collector}} == bool 1) or vector(0)`,
    limits: { critical: 1, worse: 'below' },
  }),
  stat({
    title: 'Events dropped by collectors',
    description: 'Events that no log store took within an hour. 0 is right; see alert AuditRecordsDropped.',
    unit: 'short',
    expr: `sum(increase(fluentbit_output_dropped_records_total{${collector}}[1h])) or vector(0)`,
    decimals: 0,
    limits: { critical: 1 },
  }),
];

const access = [
  timeseries({
    title: 'Sessions in containers',
    description: 'exec, attach and port-forward in 10 minutes, by user and namespace.',
    unit: 'short',
    queries: [query(events('exec', 'user', 'target_namespace'), '{{user}} in {{target_namespace}}')],
  }),
  timeseries({
    title: 'Reads of Secrets by people',
    description: 'Gets, lists and watches in 10 minutes. Service accounts are not counted.',
    unit: 'short',
    queries: [query(events('secret_read', 'user'), '{{user}}')],
  }),
  timeseries({
    title: 'Other ways in',
    description:
      'Debug containers, requests to kubelets, tokens of service accounts, super-admin, in 10 minutes.',
    unit: 'short',
    queries: [
      query(events('debug_container', 'user'), 'debug container, {{user}}'),
      query(events('node_proxy', 'user'), 'kubelet, {{user}}'),
      query(events('token_request', 'user'), 'token, {{user}}'),
      query(events('super_admin'), 'super-admin.conf'),
    ],
  }),
];

const rights = [
  table({
    title: 'Bindings to cluster-admin',
    description: 'Written within the time that the collectors run. Each is worth knowing.',
    labels: {
      user: { title: 'User' },
      binding: { title: 'Binding' },
      target_namespace: { title: 'Namespace' },
    },
    columns: [
      {
        title: 'Writes',
        unit: 'short',
        expr: 'sum by (user, binding, target_namespace) (audit_signal_cluster_admin_grant_total)',
      },
    ],
  }),
  timeseries({
    title: 'Changes of rights by people',
    description: 'Roles and bindings, admission, certificate approvals, impersonation, in 10 minutes.',
    unit: 'short',
    queries: [
      query(events('rbac_change', 'user'), 'RBAC, {{user}}'),
      query(events('admission_change', 'user'), 'admission, {{user}}'),
      query(events('certificate_approval', 'user'), 'certificates, {{user}}'),
      query(events('impersonation', 'user'), 'impersonation, {{user}}'),
    ],
  }),
];

const refusals = [
  timeseries({
    title: 'Refused requests by user',
    description: 'In 10 minutes. A steady line is a controller without rights, a burst is somebody trying.',
    unit: 'short',
    queries: [query(events('denied', 'user'), '{{user}}')],
  }),
  timeseries({
    title: 'Strangers',
    description:
      'Requests without or with invalid credentials, in 10 minutes. Answered ones should not exist.',
    unit: 'short',
    queries: [
      query(events('anonymous_access'), 'anonymous, answered', { color: 'red' }),
      query(events('anonymous_denied'), 'anonymous, refused'),
      query(events('unauthenticated'), 'invalid credentials'),
      query(events('rbac_denied'), 'RBAC refused', { color: 'orange' }),
    ],
  }),
];

const volume = [
  timeseries({
    title: 'Events written by API servers',
    description: 'A second and instance. An instance at 0 that serves requests is alert AuditLogSilent.',
    unit: 'short',
    queries: [
      query(
        `sum by (instance) (rate(apiserver_audit_event_total{${apiserver}}[$__rate_interval]))`,
        '{{instance}}',
      ),
    ],
  }),
  timeseries({
    title: 'Requests by level',
    description: 'How much of a request is recorded. Most should be None: noise that the policy drops.',
    unit: 'short',
    stack: true,
    queries: [
      query(
        `sum by (level) (rate(apiserver_audit_level_total{${apiserver}}[$__rate_interval]))`,
        '{{level}}',
      ),
    ],
  }),
  timeseries({
    title: 'Events read and shipped by collectors',
    description: 'The lines lie on each other unless a log store is behind.',
    unit: 'short',
    queries: [
      query(`sum(rate(fluentbit_input_records_total{${collector}, name="audit"}[$__rate_interval]))`, 'read'),
      query(
        `sum by (name) (rate(fluentbit_output_proc_records_total{${collector}, name=~".+[.]audit"}[$__rate_interval]))`,
        'to {{name}}',
      ),
    ],
  }),
];
