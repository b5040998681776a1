// The addons of the busy cluster, and which targets of all answer.

import type { Series } from '../promtool.js';
import { namespace } from './objects.js';
import { count, each, histogram, type Labels, one, still } from './series.js';

export function platform(): readonly Series[] {
  const traefik = { job: 'traefik', instance: '10.244.0.3:9100', namespace: 'traefik', pod: 'traefik-1' };
  const bit = {
    job: 'fluent-bit',
    instance: '10.244.0.4:2020',
    namespace: 'fluent-bit',
    pod: 'fluent-bit-1',
    node: 'n1',
  };
  const prom = {
    job: 'prometheus',
    instance: '10.244.0.5:9090',
    namespace: 'monitoring',
    pod: 'prometheus-main-0',
    container: 'prometheus',
  };
  const am = {
    job: 'alertmanager',
    instance: '10.244.0.6:9093',
    namespace: 'monitoring',
    pod: 'alertmanager-main-0',
    container: 'alertmanager',
  };
  const request = { protocol: 'http', method: 'GET' };
  return [
    ...each(['200', '404', '502'], (code) => [
      one(
        'traefik_entrypoint_requests_total',
        { ...traefik, ...request, entrypoint: 'websecure', code },
        count,
      ),
      one(
        'traefik_service_requests_total',
        { ...traefik, ...request, service: 'shop-web-80@kubernetes', code },
        count,
      ),
    ]),
    ...each(['requests', 'responses'], (what) => [
      one(`traefik_entrypoint_${what}_bytes_total`, { ...traefik, entrypoint: 'websecure' }, count),
      one(`traefik_service_${what}_bytes_total`, { ...traefik, service: 'shop-web-80@kubernetes' }, count),
    ]),
    ...histogram('traefik_entrypoint_request_duration_seconds', { ...traefik, entrypoint: 'websecure' }),
    ...histogram('traefik_service_request_duration_seconds', {
      ...traefik,
      service: 'shop-web-80@kubernetes',
    }),
    one('traefik_open_connections', { ...traefik, entrypoint: 'websecure', protocol: 'TCP' }, still(4)),
    one('traefik_config_last_reload_success', traefik, still(60)),
    one(
      'traefik_tls_certs_not_after',
      { ...traefik, cn: 'shop.example.com', sans: 'shop.example.com', serial: '1' },
      still(1e6),
    ),
    ...each(['process_open_fds', 'process_max_fds'], (what) => [one(what, traefik, still(9))]),

    ...each(
      [
        'input_records_total',
        'input_bytes_total',
        'filter_drop_records_total',
        'input_files_opened_total',
        'input_files_rotated_total',
        'input_long_line_skipped_total',
      ],
      (what) => [one(`fluentbit_${what}`, { ...bit, name: 'containers' }, count)],
    ),
    ...each(['proc_records', 'dropped_records', 'retries', 'errors', 'retries_failed'], (what) => [
      one(`fluentbit_output_${what}_total`, { ...bit, name: 'opensearch.containers' }, count),
    ]),
    ...each(['input_ingestion_paused', 'input_storage_memory_bytes', 'input_storage_overlimit'], (what) => [
      one(`fluentbit_${what}`, { ...bit, name: 'containers' }, still(1)),
    ]),
    ...histogram('fluentbit_output_latency_seconds', {
      ...bit,
      input: 'containers',
      output: 'opensearch.containers',
    }),
    one('fluentbit_storage_fs_chunks', bit, still(7)),
    one('fluentbit_uptime', { ...bit, hostname: 'fluent-bit-1' }, count),

    ...each(
      [
        'build_info',
        'config_last_reload_successful',
        'engine_queries',
        'engine_queries_concurrent_max',
        'notifications_alertmanagers_discovered',
        'tsdb_head_series',
        'tsdb_storage_blocks_bytes',
        'tsdb_wal_storage_size_bytes',
        'tsdb_retention_limit_bytes',
      ],
      (what) => [one(`prometheus_${what}`, prom, still(1))],
    ),
    ...each(['queue_length', 'queue_capacity'], (what) => [
      one(`prometheus_notifications_${what}`, { ...prom, alertmanager: 'http://am' }, still(1)),
    ]),
    ...each(['notifications_sent_total', 'notifications_errors_total'], (what) => [
      one(`prometheus_${what}`, { ...prom, alertmanager: 'http://am' }, count),
    ]),
    ...each(
      [
        'target_scrapes_sample_duplicate_timestamp',
        'target_scrapes_sample_out_of_bounds',
        'target_scrapes_sample_out_of_order',
        'tsdb_compactions_failed',
        'tsdb_reloads_failures',
        'tsdb_head_series_created',
      ],
      (what) => [one(`prometheus_${what}_total`, prom, count)],
    ),
    ...each(['float', 'histogram'], (type) => [
      one('prometheus_tsdb_head_samples_appended_total', { ...prom, type }, count),
    ]),
    ...each(['rule_evaluation_failures_total', 'rule_group_iterations_missed_total'], (what) => [
      one(`prometheus_${what}`, { ...prom, rule_group: '/etc/rules.yaml;node.rules' }, count),
    ]),
    ...each(['last_duration', 'interval'], (what) => [
      one(
        `prometheus_rule_group_${what}_seconds`,
        { ...prom, rule_group: '/etc/rules.yaml;node.rules' },
        still(2),
      ),
    ]),
    one(
      'prometheus_engine_query_duration_seconds',
      { ...prom, slice: 'inner_eval', quantile: '0.99' },
      still(1),
    ),
    one('prometheus_http_requests_total', { ...prom, code: '200', handler: '/api/v1/query' }, count),
    ...each(
      [
        'queue_highest_timestamp_seconds',
        'queue_highest_sent_timestamp_seconds',
        'shards',
        'shards_desired',
        'shards_max',
      ],
      (what) => [
        one(
          `prometheus_remote_storage_${what}`,
          { ...prom, remote_name: 'far', url: 'https://far' },
          still(9),
        ),
      ],
    ),
    ...each(['failed', 'retried'], (what) => [
      one(
        `prometheus_remote_storage_samples_${what}_total`,
        { ...prom, remote_name: 'far', url: 'https://far' },
        count,
      ),
    ]),

    ...each(
      ['cluster_members', 'cluster_failed_peers', 'config_hash', 'config_last_reload_successful'],
      (what) => [one(`alertmanager_${what}`, am, still(2))],
    ),
    ...each(['active', 'suppressed'], (state) => [
      one('alertmanager_alerts', { ...am, state }, still(3)),
      one('alertmanager_silences', { ...am, state }, still(3)),
    ]),
    one('alertmanager_notifications_total', { ...am, integration: 'slack' }, count),
    one(
      'alertmanager_notifications_failed_total',
      { ...am, integration: 'slack', reason: 'clientError' },
      count,
    ),
    ...histogram('alertmanager_notification_latency_seconds', { ...am, integration: 'slack' }),
    ...each(['received', 'invalid'], (what) => [one(`alertmanager_alerts_${what}_total`, am, count)]),
  ];
}

export function targets(): readonly Series[] {
  const servers: readonly Labels[] = [
    { job: 'apiserver', instance: '10.0.0.1:6443' },
    { job: 'etcd', instance: '10.0.0.1:2381' },
    { job: 'coredns', instance: '10.244.0.2:9153' },
    { job: 'traefik', instance: '10.244.0.3:9100', namespace: 'traefik', pod: 'traefik-1' },
    {
      job: 'prometheus',
      instance: '10.244.0.5:9090',
      namespace: 'monitoring',
      pod: 'prometheus-main-0',
      container: 'prometheus',
    },
    {
      job: 'alertmanager',
      instance: '10.244.0.6:9093',
      namespace: 'monitoring',
      pod: 'alertmanager-main-0',
      container: 'alertmanager',
    },
    { job: 'kube-scheduler', instance: '10.0.0.1:10259' },
    { job: 'kube-controller-manager', instance: '10.0.0.1:10257' },
    { job: 'kube-proxy', instance: '10.0.0.1:10249', namespace: 'kube-system' },
    { job: 'fluent-bit', instance: '10.244.0.4:2020', namespace: 'fluent-bit', pod: 'fluent-bit-1' },
  ];
  return [
    ...each(servers, (labels) => [
      one('up', labels, still(labels.job === 'kube-proxy' ? 0 : 1)),
      one('scrape_duration_seconds', labels, still(1)),
      one('scrape_samples_post_metric_relabeling', labels, still(900)),
      one('process_resident_memory_bytes', labels, still(1e8)),
      one('process_cpu_seconds_total', labels, count),
      one('go_goroutines', labels, still(100)),
    ]),
    ...each(['critical', 'warning'], (severity) => [
      one('ALERTS', { alertname: 'Trouble', alertstate: 'firing', severity, namespace }, still(1)),
    ]),
  ];
}
