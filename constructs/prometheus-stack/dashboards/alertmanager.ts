// Alertmanager: do notifications arrive, and do its members agree.
import { board, row } from '../../kit/dashboard-board.js';
import { query, stat, table, timeseries } from '../../kit/dashboard-panels.js';
import { alertmanager } from '../rules/select.js';
import { toNamespace, uid } from './links.js';

const mine = `${alertmanager}, pod=~"$pod"`;

export function alertmanagerDashboard(): unknown {
  return board({
    uid: uid.alertmanager,
    title: 'Alertmanager',
    description: 'Alerts, notifications by receiver and the state of the cluster of Alertmanagers.',
    tags: ['platform', 'monitoring'],
    from: 'now-6h',
    variables: [
      {
        name: 'pod',
        label: 'Pod',
        query: `label_values(alertmanager_cluster_members{${alertmanager}}, pod)`,
        all: true,
        multi: true,
      },
    ],
    links: [{ board: uid.prometheus, title: 'Prometheus' }],
    rows: [
      row('State', state),
      row('Notifications', notifications),
      row('Alerts', [alerts, firing]),
      row('Cluster', cluster, { collapsed: true }),
    ],
  });
}

const state = [
  stat({
    title: 'Members',
    description:
      'Members that know each other, as the loneliest one sees it. Fewer than there are pods: notifications may come twice.',
    unit: 'short',
    expr: `min(alertmanager_cluster_members{${mine}})`,
    limits: { worse: 'below', critical: 1 },
  }),
  stat({
    title: 'Configuration',
    description: 'Whether the last configuration could be loaded.',
    unit: 'short',
    expr: `min(alertmanager_config_last_reload_successful{${mine}})`,
    values: { 0: ['failed', 'red'], 1: ['loaded', 'green'] },
  }),
  stat({
    title: 'Configurations differ',
    description: 'Members with another configuration than the rest: a roll-out that hangs.',
    unit: 'short',
    expr: `count(count_values("hash", alertmanager_config_hash{${mine}})) - 1`,
    limits: { critical: 1 },
  }),
  stat({
    title: 'Active alerts',
    description: 'Alerts that are neither silenced nor inhibited.',
    unit: 'short',
    expr: `max(alertmanager_alerts{${mine}, state="active"})`,
  }),
  stat({
    title: 'Suppressed alerts',
    description: 'Alerts that are silenced or inhibited.',
    unit: 'short',
    expr: `max(alertmanager_alerts{${mine}, state="suppressed"})`,
  }),
  stat({
    title: 'Failed notifications, 1 h',
    description:
      'Notifications that were not delivered. Somebody was not told: send a test through that receiver.',
    unit: 'short',
    decimals: 0,
    expr: `sum(increase(alertmanager_notifications_failed_total{${mine}}[1h])) or vector(0)`,
    limits: { critical: 1 },
  }),
  stat({
    title: 'Active silences',
    description: 'Silences in force. Old ones hide new trouble.',
    unit: 'short',
    expr: `max(alertmanager_silences{${mine}, state="active"})`,
  }),
];

const notifications = [
  timeseries({
    title: 'Notifications by integration',
    description: 'Notifications per second, by kind of receiver.',
    unit: 'ops',
    queries: [
      query(
        `sum by (integration) (rate(alertmanager_notifications_total{${mine}}[$__rate_interval])) > 0`,
        '{{integration}}',
      ),
    ],
  }),
  timeseries({
    title: 'Failed notifications',
    description:
      'Per second, by kind of receiver and reason. clientError is a wrong URL or token; serverError is theirs.',
    unit: 'ops',
    queries: [
      query(
        `sum by (integration, reason) (rate(alertmanager_notifications_failed_total{${mine}}[$__rate_interval])) > 0`,
        '{{integration}}: {{reason}}',
      ),
    ],
  }),
  timeseries({
    title: 'Delivery time, 95th percentile',
    description: 'How long a receiver takes to accept a notification.',
    unit: 's',
    queries: [
      query(
        `
histogram_quantile(0.95, sum by (integration, le) (
  rate(alertmanager_notification_latency_seconds_bucket{${mine}}[$__rate_interval])
))`,
        '{{integration}}',
      ),
    ],
  }),
];

const alerts = timeseries({
  title: 'Alerts by state',
  description: 'Alerts that Alertmanager holds.',
  unit: 'short',
  decimals: 0,
  height: 9,
  stack: true,
  queries: [query(`max by (state) (alertmanager_alerts{${mine}})`, '{{state}}')],
});

const firing = table({
  title: 'Firing now',
  description: 'Alerts as Prometheus sees them, silenced or not.',
  height: 9,
  labels: {
    alertname: { title: 'Alert' },
    severity: { title: 'Severity', width: 110 },
    namespace: { title: 'Namespace', link: toNamespace },
  },
  columns: [
    {
      title: 'Firing',
      unit: 'short',
      expr: 'count by (alertname, severity, namespace) (ALERTS{alertstate="firing"})',
    },
  ],
  sortBy: 'Severity',
  ascending: true,
});

const cluster = [
  timeseries({
    title: 'Members and failed peers',
    description: 'Members as each one sees them, and peers that it lost.',
    unit: 'short',
    decimals: 0,
    queries: [
      query(`alertmanager_cluster_members{${mine}}`, '{{pod}} members'),
      query(`alertmanager_cluster_failed_peers{${mine}}`, '{{pod}} failed peers', { color: 'red' }),
    ],
  }),
  timeseries({
    title: 'Alerts received',
    description: 'Alerts per second from Prometheus, by member. Each member gets all of them.',
    unit: 'ops',
    queries: [
      query(`sum by (pod) (rate(alertmanager_alerts_received_total{${mine}}[$__rate_interval]))`, '{{pod}}'),
      query(
        `sum by (pod) (rate(alertmanager_alerts_invalid_total{${mine}}[$__rate_interval])) > 0`,
        '{{pod}} invalid',
        { color: 'red' },
      ),
    ],
  }),
  timeseries({
    title: 'Memory',
    description: 'Resident memory of each member.',
    unit: 'bytes',
    queries: [query(`process_resident_memory_bytes{${mine}, container="alertmanager"}`, '{{pod}}')],
  }),
];
