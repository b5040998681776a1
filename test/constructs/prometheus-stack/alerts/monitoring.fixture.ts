// The monitoring stack's own programs in trouble, and well.
import type { AlertTest, Series } from '../../../support/promtool.js';
import { at, labelled, wordsFor } from './series.js';

const here = { namespace: 'monitoring' };

export const generalTests: readonly AlertTest[] = [
  {
    alert: 'TargetDown',
    fires: [
      labelled({ job: 'web', namespace: 'shop' }, at('15m', ...targets({ namespace: 'shop' }, 1, 1, 0))),
      // kube-state-metrics' target has no namespace.
      labelled({ job: 'web' }, at('15m', ...targets({}, 0))),
    ],
    silent: [
      at('15m', ...targets({ namespace: 'shop' }, 1, 1, 1)),
      at('15m', ...targets({ namespace: 'shop' }, ...Array(19).fill(1), 0)),
      at('5m', ...targets({ namespace: 'shop' }, 0)),
    ],
  },
  // It always fires; that it is silent before the first evaluation is all there is to see.
  { alert: 'Watchdog', fires: [at('0m'), at('10m')], silent: [] },
  {
    alert: 'InfoInhibitor',
    fires: [labelled({ namespace: 'shop' }, at('5m', firing('info', 'shop')))],
    silent: [
      at('5m', firing('info', 'shop'), firing('warning', 'shop')),
      at('5m', firing('warning', 'shop')),
      at('5m', firing('info', 'shop', 'pending')),
    ],
  },
];

function targets(labels: Record<string, string>, ...values: readonly number[]): Series[] {
  return values.map((value, i) =>
    wordsFor({ job: 'web', ...labels }).stays('up', value, { instance: `t${i}` }),
  );
}

function firing(severity: string, namespace: string, alertstate = 'firing'): Series {
  return wordsFor({ alertname: `Some-${severity}`, severity, namespace, alertstate }).stays('ALERTS', 1);
}

const ksm = wordsFor({ job: 'kube-state-metrics', instance: '10.1.1.1:8081' });

export const kubeStateMetricsTests: readonly AlertTest[] = [
  ...['list', 'watch'].map((operation) => {
    const calls = (errors: number) => [
      ksm.grows(`kube_state_metrics_${operation}_total`, errors, { resource: '*v1.Node', result: 'error' }),
      ksm.grows(`kube_state_metrics_${operation}_total`, 10, { resource: '*v1.Node', result: 'success' }),
    ];
    return {
      alert: `KubeStateMetrics${operation === 'list' ? 'List' : 'Watch'}Errors`,
      fires: [labelled({ resource: '*v1.Node' }, at('30m', ...calls(5)))],
      silent: [at('30m', ...calls(0)), at('30m')],
    };
  }),
  {
    alert: 'KubeStateMetricsDown',
    fires: [at('15m'), at('15m', ksm.stays('up', 0))],
    silent: [at('15m', ksm.stays('up', 1)), at('5m')],
  },
];

const am = wordsFor({ job: 'alertmanager', ...here, endpoint: 'web' });
const each = (values: readonly (number | string)[], name: string, labels = {}) =>
  values.map((value, i) =>
    am.runs(name, typeof value === 'number' ? `${value}x1000` : value, {
      pod: `alertmanager-${i}`,
      ...labels,
    }),
  );
const sent = (pod: string, failed: number, all = 60) => [
  am.grows('alertmanager_notifications_failed_total', failed, {
    pod,
    integration: 'slack',
    reason: 'authError',
  }),
  am.grows('alertmanager_notifications_total', all, { pod, integration: 'slack' }),
];
const restarts =
  '0x0 1x0 2x0 3x0 4x0 5x0 6x0 7x0 8x0 9x0 10x0 11x0 12x0 13x0 14x0 15x0 16x0 17x0 18x0 19x0 20x0 21x0 22x0';

export const alertmanagerTests: readonly AlertTest[] = [
  {
    alert: 'AlertmanagerFailedReload',
    fires: [
      labelled(
        { pod: 'alertmanager-1' },
        at('20m', ...each([1, 0], 'alertmanager_config_last_reload_successful')),
      ),
    ],
    silent: [at('20m', ...each([1, 1], 'alertmanager_config_last_reload_successful'))],
  },
  {
    alert: 'AlertmanagerMembersInconsistent',
    fires: [labelled(here, at('30m', ...each([2, 2, 1], 'alertmanager_cluster_members')))],
    silent: [
      at('30m', ...each([3, 3, 3], 'alertmanager_cluster_members')),
      // One that runs alone has no cluster.
      at('30m', ...each([1], 'alertmanager_cluster_members')),
      at('30m'),
    ],
  },
  {
    alert: 'AlertmanagerFailedToSendAlerts',
    fires: [labelled({ pod: 'a', integration: 'slack' }, at('30m', ...sent('a', 6), ...sent('b', 0)))],
    silent: [at('30m', ...sent('a', 0), ...sent('b', 0)), at('30m', ...sent('a', 0, 0))],
  },
  {
    alert: 'AlertmanagerClusterFailedToSendAlerts',
    fires: [
      labelled({ integration: 'slack' }, at('30m', ...sent('a', 6), ...sent('b', 60))),
      // The second has nothing to send.
      at('30m', ...sent('a', 6), ...sent('b', 0, 0)),
    ],
    silent: [at('30m', ...sent('a', 6), ...sent('b', 0))],
  },
  {
    alert: 'AlertmanagerConfigInconsistent',
    fires: [labelled(here, at('30m', ...each([1e14, 2e14], 'alertmanager_config_hash')))],
    silent: [
      at('30m', ...each([1e14, 1e14], 'alertmanager_config_hash')),
      at('30m', ...each([1e14, '1e14x9 2e14x3 1e14x100'], 'alertmanager_config_hash')),
    ],
  },
  {
    alert: 'AlertmanagerClusterDown',
    fires: [labelled(here, at('15m', ...each([1, 0], 'up'))), at('15m', ...each([0, 0, 1], 'up')), at('15m')],
    silent: [
      at('15m', ...each([1, 1, 0], 'up')),
      at('15m', ...each([1], 'up'), ...each([0], 'up', { endpoint: 'reloader-web' })),
    ],
  },
  {
    alert: 'AlertmanagerClusterCrashlooping',
    fires: [labelled(here, at('20m', ...each([restarts, 1], 'process_start_time_seconds')))],
    silent: [
      at('20m', ...each([restarts, 1, 1], 'process_start_time_seconds')),
      at('20m', ...each(['1x10 2x10', '1x10 2x10'], 'process_start_time_seconds')),
    ],
  },
  {
    alert: 'AlertmanagerClusterFailedPeers',
    fires: [
      labelled({ pod: 'alertmanager-0' }, at('20m', ...each([1, 0], 'alertmanager_cluster_failed_peers'))),
    ],
    silent: [at('20m', ...each([0, 0], 'alertmanager_cluster_failed_peers'))],
  },
];

const op = wordsFor({ job: 'prometheus-operator', ...here, controller: 'prometheus' });

export const operatorTests: readonly AlertTest[] = [
  ratio('PrometheusOperatorListErrors', 'list_operations_failed_total', 'list_operations_total', 6),
  ratio('PrometheusOperatorWatchErrors', 'watch_operations_failed_total', 'watch_operations_total', 6),
  ratio('PrometheusOperatorReconcileErrors', 'reconcile_errors_total', 'reconcile_operations_total', 2),
  ratio(
    'PrometheusOperatorStatusUpdateErrors',
    'status_update_errors_total',
    'status_update_operations_total',
    2,
  ),
  gauge('PrometheusOperatorSyncFailed', 'prometheus_operator_syncs', { status: 'failed' }, 1, 0),
  {
    alert: 'PrometheusOperatorNodeLookupErrors',
    fires: [labelled(here, at('20m', op.grows('prometheus_operator_node_address_lookup_errors_total', 12)))],
    silent: [at('20m', op.stays('prometheus_operator_node_address_lookup_errors_total', 12))],
  },
  gauge('PrometheusOperatorNotReady', 'prometheus_operator_ready', {}, 0, 1),
  gauge(
    'PrometheusOperatorRejectedResources',
    'prometheus_operator_managed_resources',
    { state: 'rejected', resource: 'PrometheusRule' },
    2,
    0,
  ),
  {
    alert: 'ConfigReloaderSidecarErrors',
    fires: [labelled({ pod: 'prometheus-main-0' }, at('20m', reload(0)))],
    silent: [at('20m', reload(1))],
  },
];

function ratio(alert: string, failed: string, all: string, errors: number): AlertTest {
  const calls = (bad: number, total: number) => [
    op.grows(`prometheus_operator_${failed}`, bad),
    op.grows(`prometheus_operator_${all}`, total),
  ];
  return {
    alert,
    fires: [labelled({ controller: 'prometheus' }, at('40m', ...calls(errors, 10)))],
    silent: [at('40m', ...calls(errors / 10, 10)), at('40m', ...calls(0, 0))],
  };
}

function gauge(
  alert: string,
  name: string,
  labels: Record<string, string>,
  bad: number,
  good: number,
): AlertTest {
  return {
    alert,
    fires: [labelled({ controller: 'prometheus' }, at('20m', op.stays(name, bad, labels)))],
    silent: [at('20m', op.stays(name, good, labels)), at('20m')],
  };
}

function reload(value: number): Series {
  return wordsFor({ job: 'prometheus', ...here, pod: 'prometheus-main-0', endpoint: 'reloader-web' }).stays(
    'reloader_last_reload_successful',
    value,
  );
}

const grafana = wordsFor({ job: 'grafana', ...here });
const requests = (failed: number, handler = '/api/dashboards/uid/:uid') => [
  grafana.grows('grafana_http_request_duration_seconds_count', failed, { handler, status_code: '500' }),
  grafana.grows('grafana_http_request_duration_seconds_count', 100 - failed, { handler, status_code: '200' }),
];

export const grafanaTests: readonly AlertTest[] = [
  {
    alert: 'GrafanaRequestsFailing',
    fires: [labelled({ handler: '/api/dashboards/uid/:uid' }, at('20m', ...requests(80)))],
    silent: [at('20m', ...requests(5)), at('20m', ...requests(90, '/api/ds/query')), at('20m')],
  },
];
