// Alerts on Prometheus' configuration, its own database, and what it sends to a remote one.
import type { AlertRule } from '../../kit/alerts.js';
import { prometheus } from './select.js';

const pod = '{{ $labels.pod }}';
const remote = 'namespace, pod, remote_name, url';

export const storageAlerts: readonly AlertRule[] = [
  {
    alert: 'PrometheusBadConfig',
    expr: `max by (namespace, pod) (max_over_time(prometheus_config_last_reload_successful{${prometheus}}[5m])) == 0`,
    for: '10m',
    severity: 'critical',
    summary: `${pod} could not load its configuration`,
    description:
      'It goes on with the last one that it could read; new monitors and rules have no effect. After a restart it will not come up.',
    runbook:
      '1. `kubectl -n monitoring logs POD -c prometheus | grep -i "error loading config"` names the line.\n2. The operator makes the configuration from ServiceMonitors, PodMonitors, Probes, ScrapeConfigs and rules: the object that was changed last is the likely one (`kubectl get servicemonitors,podmonitors,probes,prometheusrules -A --sort-by .metadata.creationTimestamp`).\n3. A Secret that a monitor refers to and that is gone has the same effect: see the log of the operator.',
  },
  database(
    'PrometheusTSDBReloadsFailing',
    'prometheus_tsdb_reloads_failures_total',
    'cannot load blocks of its database',
    'reads',
  ),
  database(
    'PrometheusTSDBCompactionsFailing',
    'prometheus_tsdb_compactions_failed_total',
    'cannot compact blocks of its database',
    'writes',
  ),
  {
    alert: 'PrometheusRemoteStorageFailures',
    expr: `
sum by (${remote}) (
  rate(prometheus_remote_storage_samples_failed_total{${prometheus}}[5m])
  + rate(prometheus_remote_storage_samples_dropped_total{${prometheus}}[5m])
)
/ (sum by (${remote}) (rate(prometheus_remote_storage_samples_total{${prometheus}}[5m])) > 0)
> 0.01`,
    for: '15m',
    severity: 'critical',
    summary: `${pod} loses samples on the way to {{ $labels.remote_name }}`,
    description:
      '{{ $value | humanizePercentage }} of the samples for {{ $labels.url }} are given up. They will be missing there for good.',
    runbook:
      'The log of Prometheus quotes the answer of the remote end. 400: it refuses the samples (out of order, too old, a limit of series or labels). 401, 403: the credentials. 429: it limits you; send less by `writeRelabelConfigs`, or ask for more. Errors of connection are tried again and are not counted here: see PrometheusRemoteWriteBehind.',
  },
  {
    alert: 'PrometheusRemoteWriteBehind',
    expr: `
max by (${remote}) (
  max_over_time(prometheus_remote_storage_queue_highest_timestamp_seconds{${prometheus}}[5m])
  - max_over_time(prometheus_remote_storage_queue_highest_sent_timestamp_seconds{${prometheus}}[5m])
) > 120`,
    for: '15m',
    severity: 'critical',
    summary: `${pod} is behind in sending to {{ $labels.remote_name }}`,
    description:
      'What it sends is {{ $value | humanizeDuration }} old. Samples wait in its write-ahead log, which holds two hours or more; after that they are lost.',
    runbook:
      'See whether the remote end is up and how long it takes: `rate(prometheus_remote_storage_sent_batch_duration_seconds_sum[5m]) / rate(prometheus_remote_storage_sent_batch_duration_seconds_count[5m])`. If it is slow, more shards help (`queueConfig.maxShards`, see PrometheusRemoteWriteDesiredShards); if it cannot be reached, look at DNS, the proxy, and the NetworkPolicy towards it.',
  },
  {
    alert: 'PrometheusRemoteWriteDesiredShards',
    expr: `
max by (${remote}) (
  max_over_time(prometheus_remote_storage_shards_desired{${prometheus}}[5m])
  > max_over_time(prometheus_remote_storage_shards_max{${prometheus}}[5m])
)`,
    for: '15m',
    severity: 'warning',
    summary: `${pod} wants more shards for {{ $labels.remote_name }} than it may have`,
    description:
      'It would need {{ $value | humanize }} shards to keep up. It falls behind, slowly; see PrometheusRemoteWriteBehind for how far.',
    runbook:
      'Raise `queueConfig.maxShards`, if the remote end bears more connections, or `maxSamplesPerSend`, which makes each request carry more. Send less: drop series that nobody reads there by `writeRelabelConfigs`. Each shard costs memory in Prometheus for its queue.',
  },
  {
    alert: 'PrometheusHighQueryLoad',
    expr: `
max by (namespace, pod) (
  avg_over_time(prometheus_engine_queries{${prometheus}}[5m])
  / max_over_time(prometheus_engine_queries_concurrent_max{${prometheus}}[5m])
) > 0.8`,
    for: '15m',
    severity: 'warning',
    summary: `${pod} runs nearly as many queries as it may`,
    description:
      '{{ $value | humanizePercentage }} of its query slots are taken. Dashboards wait, and rules may be evaluated late.',
    runbook:
      "Find the heavy ones: set `queryLogFile` for a while, or watch the page of queries in Grafana's data source. Dashboards that reload every few seconds over long ranges are the usual cause: record what they show, and lengthen the reload. Raise `query.maxConcurrency` only with CPU and memory to match.",
  },
];

function database(alert: string, metric: string, what: string, access: string): AlertRule {
  return {
    alert,
    expr: `sum by (namespace, pod) (increase(${metric}{${prometheus}}[3h])) > 0`,
    for: '4h',
    severity: 'warning',
    summary: `${pod} ${what}`,
    description: `It has failed {{ $value | printf "%.0f" }} times in three hours. Queries are not wrong yet, but the volume fills up and restarts get slow.`,
    runbook: `The log of Prometheus names the block and the error: \`kubectl -n monitoring logs POD -c prometheus | grep -i compact\`. No space: grow the volume or shorten \`retention\`. A block that is damaged (after the node lost power): stop here, move that folder out of /prometheus, restart. I/O errors when it ${access}: the disk below, see its node and storage. The other replica holds the same data, so the volume may also be made anew.`,
  };
}
