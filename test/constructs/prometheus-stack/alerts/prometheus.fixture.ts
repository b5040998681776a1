// Prometheus in trouble, and well.
import type { AlertTest, Series } from '../../../support/promtool.js';
import { at, labelled, wordsFor } from './series.js';

const pod = { pod: 'prometheus-main-0' };
const { stays, grows, runs } = wordsFor({ job: 'prometheus', namespace: 'monitoring', ...pod });
const remote = { remote_name: 'long-term', url: 'https://metrics.example.com/write' };

/** A counter of things that should not happen: it grows, or it does not any more. */
function counter(alert: string, metric: string, labels: Record<string, string> = {}, time = '2h'): AlertTest {
  return {
    alert,
    fires: [labelled({ ...pod }, at(time, grows(metric, 1, labels)))],
    silent: [at(time, stays(metric, 5, labels)), at(time)],
  };
}

const samples = (failed: number, dropped: number, all: number): Series[] => [
  grows('prometheus_remote_storage_samples_failed_total', failed, remote),
  grows('prometheus_remote_storage_samples_dropped_total', dropped, { ...remote }),
  grows('prometheus_remote_storage_samples_total', all, remote),
];
const timestamps = (lag: number): Series[] => [
  runs('prometheus_remote_storage_queue_highest_timestamp_seconds', '1000+60x200', remote),
  runs('prometheus_remote_storage_queue_highest_sent_timestamp_seconds', `${1000 - lag}+60x200`, remote),
];
const shards = (desired: number): Series[] => [
  stays('prometheus_remote_storage_shards_desired', desired, remote),
  stays('prometheus_remote_storage_shards_max', 50, remote),
];
const queue = (values: string): Series[] => [
  runs('prometheus_notifications_queue_length', values, { alertmanager: 'http://a' }),
  stays('prometheus_notifications_queue_capacity', 10000),
];
const alertsTo = (alertmanager: string, failed: number): Series[] => [
  grows('prometheus_notifications_errors_total', failed, { alertmanager }),
  grows('prometheus_notifications_sent_total', 100, { alertmanager }),
];
const ingests = (step: number, targets: number): Series[] => [
  grows('prometheus_tsdb_head_samples_appended_total', step, { type: 'float' }),
  stays('prometheus_tsdb_head_samples_appended_total', 0, { type: 'histogram' }),
  stays('prometheus_target_scrape_pool_targets', targets, { scrape_job: 'a' }),
];
const queries = (running: number): Series[] => [
  stays('prometheus_engine_queries', running),
  stays('prometheus_engine_queries_concurrent_max', 20),
];

export const prometheusTests: readonly AlertTest[] = [
  {
    alert: 'PrometheusBadConfig',
    fires: [labelled(pod, at('20m', stays('prometheus_config_last_reload_successful', 0)))],
    silent: [at('20m', stays('prometheus_config_last_reload_successful', 1))],
  },
  counter('PrometheusTSDBReloadsFailing', 'prometheus_tsdb_reloads_failures_total', {}, '5h'),
  counter('PrometheusTSDBCompactionsFailing', 'prometheus_tsdb_compactions_failed_total', {}, '5h'),
  {
    alert: 'PrometheusRemoteStorageFailures',
    fires: [
      labelled({ remote_name: 'long-term' }, at('30m', ...samples(50, 0, 1000))),
      at('30m', ...samples(0, 50, 1000)),
    ],
    silent: [at('30m', ...samples(1, 1, 1000)), at('30m', ...samples(0, 0, 0)), at('30m')],
  },
  {
    alert: 'PrometheusRemoteWriteBehind',
    fires: [labelled({ remote_name: 'long-term' }, at('30m', ...timestamps(600)))],
    silent: [at('30m', ...timestamps(30)), at('30m')],
  },
  {
    alert: 'PrometheusRemoteWriteDesiredShards',
    fires: [labelled({ remote_name: 'long-term' }, at('30m', ...shards(80)))],
    silent: [at('30m', ...shards(20))],
  },
  {
    alert: 'PrometheusHighQueryLoad',
    fires: [labelled(pod, at('30m', ...queries(19)))],
    silent: [at('30m', ...queries(3))],
  },
  counter('PrometheusSDRefreshFailure', 'prometheus_sd_refresh_failures_total', { mechanism: 'http' }),
  counter('PrometheusKubernetesListWatchFailures', 'prometheus_sd_kubernetes_failures_total'),
  {
    alert: 'PrometheusNotIngestingSamples',
    fires: [labelled(pod, at('30m', ...ingests(0, 5)))],
    silent: [at('30m', ...ingests(1000, 5)), at('30m', ...ingests(0, 0))],
  },
  counter('PrometheusDuplicateTimestamps', 'prometheus_target_scrapes_sample_duplicate_timestamp_total'),
  counter('PrometheusOutOfOrderTimestamps', 'prometheus_target_scrapes_sample_out_of_order_total'),
  counter('PrometheusTargetLimitHit', 'prometheus_target_scrape_pool_exceeded_target_limit_total'),
  counter('PrometheusLabelLimitHit', 'prometheus_target_scrape_pool_exceeded_label_limits_total'),
  counter('PrometheusScrapeBodySizeLimitHit', 'prometheus_target_scrapes_exceeded_body_size_limit_total'),
  counter('PrometheusScrapeSampleLimitHit', 'prometheus_target_scrapes_exceeded_sample_limit_total'),
  counter('PrometheusTargetSyncFailure', 'prometheus_target_sync_failed_total', { scrape_job: 'a' }),
  {
    alert: 'PrometheusNotificationQueueRunningFull',
    fires: [labelled(pod, at('30m', ...queue('0+300x100')))],
    silent: [at('30m', ...queue('5x100'))],
  },
  {
    alert: 'PrometheusErrorSendingAlertsToSomeAlertmanagers',
    fires: [
      labelled(
        { alertmanager: 'http://b' },
        at('30m', ...alertsTo('http://a', 0), ...alertsTo('http://b', 10)),
      ),
    ],
    silent: [
      at('30m', ...alertsTo('http://a', 0), ...alertsTo('http://b', 0)),
      at('30m', stays('prometheus_notifications_sent_total', 0, { alertmanager: 'http://a' })),
    ],
  },
  {
    alert: 'PrometheusErrorSendingAlertsToAnyAlertmanager',
    fires: [labelled(pod, at('30m', ...alertsTo('http://a', 20), ...alertsTo('http://b', 10)))],
    silent: [at('30m', ...alertsTo('http://a', 0), ...alertsTo('http://b', 100))],
  },
  {
    alert: 'PrometheusNotConnectedToAlertmanagers',
    fires: [labelled(pod, at('20m', stays('prometheus_notifications_alertmanagers_discovered', 0)))],
    silent: [at('20m', stays('prometheus_notifications_alertmanagers_discovered', 3))],
  },
  counter('PrometheusRuleFailures', 'prometheus_rule_evaluation_failures_total', { rule_group: 'a' }),
  counter('PrometheusMissingRuleEvaluations', 'prometheus_rule_group_iterations_missed_total', {
    rule_group: 'a',
  }),
];
