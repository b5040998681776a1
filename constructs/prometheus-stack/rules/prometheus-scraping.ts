// Alerts on how Prometheus finds and scrapes its targets, and on what it refuses to take.
import type { AlertRule } from '../../kit/alerts.js';
import { prometheus } from './select.js';

const pod = '{{ $labels.pod }}';

export const scrapingAlerts: readonly AlertRule[] = [
  {
    alert: 'PrometheusSDRefreshFailure',
    expr: `
sum by (namespace, pod, mechanism) (increase(prometheus_sd_refresh_failures_total{${prometheus}}[10m])) > 0`,
    for: '20m',
    severity: 'warning',
    summary: `${pod} cannot refresh its targets by {{ $labels.mechanism }}`,
    description:
      'Service discovery has failed for half an hour. It goes on with the targets that it knows; new ones are not scraped.',
    runbook:
      'The log has the error: `kubectl -n monitoring logs POD -c prometheus | grep -i discovery`. The mechanism names what is asked: http, dns, file or a cloud. See that it can be reached (NetworkPolicy, DNS) and that the credentials in the ScrapeConfig are valid.',
  },
  {
    alert: 'PrometheusKubernetesListWatchFailures',
    expr: `sum by (namespace, pod) (increase(prometheus_sd_kubernetes_failures_total{${prometheus}}[5m])) > 0`,
    for: '15m',
    severity: 'warning',
    summary: `${pod} cannot list or watch objects for service discovery`,
    description:
      'Its requests to the API server fail. New pods are not found, and pods that are gone stay as targets that are down.',
    runbook:
      '`kubectl -n monitoring logs POD -c prometheus | grep -i "failed to"` names the resource. "forbidden": a monitor points into a namespace, or uses a discovery role, that the ClusterRole does not cover. Time-outs: see the alerts on the API server.',
  },
  {
    alert: 'PrometheusNotIngestingSamples',
    expr: `
sum by (namespace, pod) (rate(prometheus_tsdb_head_samples_appended_total{${prometheus}}[5m])) == 0
and on (namespace, pod) (
  sum by (namespace, pod) (prometheus_target_scrape_pool_targets{${prometheus}}) > 0
)`,
    for: '10m',
    severity: 'warning',
    summary: `${pod} stores no samples`,
    description:
      'It has targets, and nothing has been added to its database for ten minutes. Its graphs and alerts stand still.',
    runbook:
      'The log tells why writing fails: "no space left on device" (see KubePersistentVolumeFillingUp), a read-only file system, or a damaged write-ahead log. Restart the pod; if it does not recover, its volume can be made anew, as the other replica has the same data: delete the claim and the pod.',
  },
  samples(
    'PrometheusDuplicateTimestamps',
    'duplicate_timestamp',
    'with a time that it has already',
    'Two targets yield the same series, often after relabelling that drops what told them apart, or one target exposes a series twice.',
  ),
  samples(
    'PrometheusOutOfOrderTimestamps',
    'out_of_order',
    'that are older than what it has',
    'An exporter sends time stamps of its own, or two targets yield the same series: set `honorTimestamps: false` in the monitor for the first, and repair the relabelling for the second.',
  ),
  refused(
    'PrometheusTargetLimitHit',
    'prometheus_target_scrape_pool_exceeded_target_limit_total',
    'drops targets over `targetLimit`',
    'A monitor selects more targets than its limit allows: all of its targets fail.',
  ),
  refused(
    'PrometheusLabelLimitHit',
    'prometheus_target_scrape_pool_exceeded_label_limits_total',
    'drops targets over a limit of labels',
    'A target has more or longer labels than `labelLimit`, `labelNameLengthLimit` or `labelValueLengthLimit` allow.',
  ),
  refused(
    'PrometheusScrapeBodySizeLimitHit',
    'prometheus_target_scrapes_exceeded_body_size_limit_total',
    'drops answers over `bodySizeLimit`',
    'A target answers with more bytes than its monitor allows; the scrape counts as failed.',
  ),
  refused(
    'PrometheusScrapeSampleLimitHit',
    'prometheus_target_scrapes_exceeded_sample_limit_total',
    'drops answers over `sampleLimit`',
    'A target exposes more samples than its monitor allows; the scrape counts as failed, and all of its metrics are missing.',
  ),
  {
    alert: 'PrometheusTargetSyncFailure',
    expr: `sum by (namespace, pod, scrape_job) (increase(prometheus_target_sync_failed_total{${prometheus}}[30m])) > 0`,
    for: '5m',
    severity: 'critical',
    summary: `${pod} cannot make targets of {{ $labels.scrape_job }}`,
    description:
      'Discovery found targets that relabelling turned into something invalid: {{ $value | printf "%.0f" }} within 30 minutes. They are not scraped, and do not show as down.',
    runbook:
      '`kubectl -n monitoring logs POD -c prometheus | grep -i "creating target"` quotes the target. Look at the `relabelings` of that monitor: an address without a port, an empty `__address__`, or a scheme or path that is not one. Test a change with `promtool check config` or on a copy of the monitor.',
  },
];

function samples(alert: string, metric: string, what: string, cause: string): AlertRule {
  return {
    alert,
    expr: `
sum by (namespace, pod) (
  rate(prometheus_target_scrapes_sample_${metric}_total{${prometheus}}[5m])
) > 0`,
    for: '1h',
    severity: 'warning',
    summary: `${pod} refuses samples ${what}`,
    description: `{{ $value | printf "%.2f" }} samples a second are thrown away, for an hour now. Graphs of those series have gaps or mix two sources.`,
    runbook: `${cause} The target is not in the metric; set the log level to debug for a while (\`logLevel: debug\` in the Prometheus object) and look for "${metric === 'out_of_order' ? 'Out of order sample' : 'Duplicate sample for timestamp'}": the line names job and series.`,
  };
}

function refused(alert: string, metric: string, what: string, meaning: string): AlertRule {
  return {
    alert,
    expr: `sum by (namespace, pod) (increase(${metric}{${prometheus}}[10m])) > 0`,
    for: '15m',
    severity: 'warning',
    summary: `${pod} ${what}`,
    description: `${meaning} It has gone on for 25 minutes.`,
    runbook:
      "The Status page of Prometheus (Targets) shows the error beside the target. Find out why it grew: `topk(10, scrape_samples_scraped)` and the exporter's own page; often a label with a value per user, path or request. Drop what nobody reads by `metricRelabelings`, or raise the limit in the monitor if the growth is wanted.",
  };
}
