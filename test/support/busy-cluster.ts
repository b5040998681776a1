// A small cluster as Prometheus would have scraped it for half an hour, for queries that must find something in it:
// two nodes; in the namespace `shop` a Deployment of two pods, a StatefulSet of one, and a volume; one server of each
// other kind. It is unwell enough that panels about trouble have something to show.
import type { Series } from './promtool.js';

type Labels = Readonly<Record<string, string>>;

const nodes = ['n1', 'n2'];
const pods = [
  { pod: 'web-1', node: 'n1', workload: 'web' },
  { pod: 'web-2', node: 'n2', workload: 'web' },
  { pod: 'db-0', node: 'n1', workload: 'db' },
];
const namespace = 'shop';
const buckets = { '0.1': '0+1x60', '1.0': '0+5x60', '5.0': '0+8x60', '+Inf': '0+10x60' };
const count = '0+600x60';
const still = (value: number) => `${value}x60`;

export function busyCluster(): readonly Series[] {
  return [
    ...ksm(),
    ...kubelet(),
    ...nodeExporter(),
    ...controlPlane(),
    ...coredns(),
    ...platform(),
    ...targets(),
  ];
}

function one(metric: string, labels: Labels, values: string): Series {
  const matchers = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return { series: `${metric}{${matchers.join(',')}}`, values };
}

function each<T>(list: readonly T[], make: (item: T) => readonly Series[]): readonly Series[] {
  return list.flatMap(make);
}

function histogram(metric: string, labels: Labels): readonly Series[] {
  return [
    ...Object.entries(buckets).map(([le, values]) => one(`${metric}_bucket`, { ...labels, le }, values)),
    one(`${metric}_sum`, labels, '0+2x60'),
    one(`${metric}_count`, labels, '0+10x60'),
  ];
}

function ksm(): readonly Series[] {
  const job = 'kube-state-metrics';
  const own = { job, namespace };
  return [
    one('kube_namespace_status_phase', { ...own, phase: 'Active' }, still(1)),
    ...each(nodes, (node) => [
      one('kube_node_info', { job, node }, still(1)),
      one('kube_node_spec_unschedulable', { job, node }, still(0)),
      ...each(Object.entries({ cpu: 4, memory: 8e9, pods: 110 }), ([resource, value]) => [
        one('kube_node_status_allocatable', { job, node, resource }, still(value)),
      ]),
      ...each(['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'], (condition) =>
        each(['true', 'false', 'unknown'], (status) => [
          one(
            'kube_node_status_condition',
            { job, node, condition, status },
            still(status === (condition === 'Ready' ? 'true' : 'false') ? 1 : 0),
          ),
        ]),
      ),
    ]),
    one('kube_deployment_spec_replicas', { ...own, deployment: 'web' }, still(2)),
    one('kube_statefulset_replicas', { ...own, statefulset: 'db' }, still(1)),
    one(
      'kube_replicaset_owner',
      { ...own, replicaset: 'web-abc', owner_kind: 'Deployment', owner_name: 'web' },
      still(1),
    ),
    ...each(pods, ({ pod, node, workload }) => {
      const it = { ...own, pod, uid: pod };
      const owner =
        workload === 'web'
          ? { owner_kind: 'ReplicaSet', owner_name: 'web-abc' }
          : { owner_kind: 'StatefulSet', owner_name: 'db' };
      return [
        one('kube_pod_info', { ...it, node, host_ip: '10.0.0.1' }, still(1)),
        one('kube_pod_owner', { ...it, ...owner, owner_is_controller: 'true' }, still(1)),
        one('kube_pod_created', it, still(-3600)),
        ...each(['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'], (phase) => [
          one('kube_pod_status_phase', { ...it, phase }, still(phase === 'Running' ? 1 : 0)),
        ]),
        ...each(['true', 'false', 'unknown'], (condition) => [
          one(
            'kube_pod_status_ready',
            { ...it, condition },
            still((condition === 'true') === (pod !== 'web-2') && condition !== 'unknown' ? 1 : 0),
          ),
        ]),
        one('kube_pod_status_unschedulable', it, still(0)),
        ...each(['app', 'sidecar'], (container) => [
          one('kube_pod_container_status_ready', { ...it, container }, still(1)),
          one('kube_pod_container_status_waiting', { ...it, container }, still(0)),
          one('kube_pod_container_status_restarts_total', { ...it, container }, '0+1x60'),
          one(
            'kube_pod_container_status_waiting_reason',
            { ...it, container, reason: 'CrashLoopBackOff' },
            still(1),
          ),
          one(
            'kube_pod_container_status_last_terminated_reason',
            { ...it, container, reason: 'OOMKilled' },
            still(1),
          ),
          ...each(['requests', 'limits'], (bound) =>
            each(Object.entries({ cpu: 0.5, memory: 5e8 }), ([resource, value]) => [
              one(
                `kube_pod_container_resource_${bound}`,
                { ...it, container, node, resource, unit: 'x' },
                still(value),
              ),
            ]),
          ),
        ]),
      ];
    }),
    ...each(['used', 'hard'], (type) => [
      one('kube_resourcequota', { ...own, resourcequota: 'quota', resource: 'pods', type }, still(10)),
    ]),
    ...each(['Bound', 'Pending', 'Lost'], (phase) => [
      one(
        'kube_persistentvolumeclaim_status_phase',
        { ...own, persistentvolumeclaim: 'data', phase },
        still(0),
      ),
    ]),
    one('kube_persistentvolume_status_phase', { job, persistentvolume: 'pv', phase: 'Released' }, still(1)),
  ];
}

function kubelet(): readonly Series[] {
  const job = 'kubelet';
  const own = (node: string) => ({ job, metrics_path: '/metrics', node, instance: `${node}:10250` });
  return [
    ...each(pods, ({ pod, node }) => {
      const it = { ...own(node), metrics_path: '/metrics/cadvisor', namespace, pod };
      const network = { ...it, interface: 'eth0', id: `/${pod}` };
      return [
        ...each(
          ['receive_bytes', 'transmit_bytes', 'receive_packets_dropped', 'transmit_packets_dropped'],
          (what) => [one(`container_network_${what}_total`, network, count)],
        ),
        ...each(['app', 'sidecar'], (container) => [
          ...each(
            [
              'cpu_usage_seconds',
              'cpu_cfs_periods',
              'cpu_cfs_throttled_periods',
              'fs_reads_bytes',
              'fs_writes_bytes',
            ],
            (what) => [
              one(`container_${what}_total`, { ...it, container, id: `/${pod}/${container}` }, count),
            ],
          ),
          ...each(['working_set_bytes', 'rss', 'cache', 'swap'], (what) => [
            one(`container_memory_${what}`, { ...it, container, id: `/${pod}/${container}` }, still(3e8)),
          ]),
        ]),
      ];
    }),
    ...each(nodes, (node) => [
      one('kubelet_running_pods', own(node), still(2)),
      one('kubelet_running_containers', { ...own(node), container_state: 'running' }, still(4)),
      one('kubelet_runtime_operations_errors_total', { ...own(node), operation_type: 'pull_image' }, count),
      ...histogram('kubelet_pleg_relist_duration_seconds', own(node)),
    ]),
    ...each(
      Object.entries({
        available_bytes: '4e9-1e7x60',
        capacity_bytes: still(1e10),
        used_bytes: '6e9+1e7x60',
        inodes: still(1e6),
        inodes_used: still(9e5),
      }),
      ([what, values]) => [
        one(
          `kubelet_volume_stats_${what}`,
          { ...own('n1'), namespace, persistentvolumeclaim: 'data' },
          values,
        ),
      ],
    ),
  ];
}

function nodeExporter(): readonly Series[] {
  const gauges = {
    boot_time_seconds: -3600,
    time_seconds: 0,
    load1: 1,
    load5: 1,
    load15: 1,
    filefd_allocated: 1,
    filefd_maximum: 9,
    memory_MemTotal_bytes: 8e9,
    memory_MemAvailable_bytes: 4e9,
    memory_MemFree_bytes: 2e9,
    memory_Buffers_bytes: 1e8,
    memory_Cached_bytes: 1e9,
    memory_SReclaimable_bytes: 1e8,
    nf_conntrack_entries: 5,
    nf_conntrack_entries_limit: 10,
    timex_offset_seconds: 0.01,
  };
  const counters = [
    'context_switches_total',
    'forks_total',
    'netstat_Tcp_RetransSegs',
    'vmstat_oom_kill',
    'vmstat_pgmajfault',
    'pressure_cpu_waiting_seconds_total',
    'pressure_io_waiting_seconds_total',
    'pressure_memory_waiting_seconds_total',
  ];
  const disk = ['read_bytes', 'written_bytes', 'io_time_seconds', 'io_time_weighted_seconds'];
  const network = [
    'receive_bytes',
    'receive_drop',
    'receive_errs',
    'transmit_bytes',
    'transmit_drop',
    'transmit_errs',
  ];
  return each(nodes, (node) => {
    const own = { job: 'node-exporter', instance: node, node };
    const fs = { ...own, mountpoint: '/', device: '/dev/sda1', fstype: 'ext4' };
    return [
      ...each(Object.entries(gauges), ([what, value]) => [one(`node_${what}`, own, still(value))]),
      ...each(counters, (what) => [one(`node_${what}`, own, count)]),
      ...each(['idle', 'user', 'system'], (mode) => [
        one('node_cpu_seconds_total', { ...own, cpu: '0', mode }, '0+20x60'),
      ]),
      ...each(disk, (what) => [one(`node_disk_${what}_total`, { ...own, device: 'sda' }, count)]),
      ...each(network, (what) => [one(`node_network_${what}_total`, { ...own, device: 'eth0' }, count)]),
      ...each(
        Object.entries({ avail_bytes: 1, size_bytes: 4, files: 9, files_free: 3, readonly: 0 }),
        ([what, value]) => [one(`node_filesystem_${what}`, fs, still(value))],
      ),
    ];
  });
}

function controlPlane(): readonly Series[] {
  const api = { job: 'apiserver', instance: '10.0.0.1:6443' };
  const level = { ...api, priority_level: 'workload-low', flow_schema: 'service-accounts' };
  const etcd = { job: 'etcd', instance: '10.0.0.1:2381' };
  const scheduler = { job: 'kube-scheduler', instance: '10.0.0.1:10259' };
  const manager = { job: 'kube-controller-manager', instance: '10.0.0.1:10257' };
  const proxy = { job: 'kube-proxy', instance: '10.0.0.1:10249' };
  return [
    ...each(['GET', 'LIST', 'POST'], (verb) => [
      ...each(['200', '500'], (code) => [
        one('apiserver_request_total', { ...api, verb, code, resource: 'pods', scope: 'resource' }, count),
      ]),
      ...histogram('apiserver_request_sli_duration_seconds', {
        ...api,
        verb,
        resource: 'pods',
        scope: 'resource',
      }),
      one('apiserver_longrunning_requests', { ...api, verb }, still(5)),
    ]),
    one('apiserver_current_inflight_requests', { ...api, request_kind: 'mutating' }, still(5)),
    one('apiserver_flowcontrol_current_inqueue_requests', level, still(5)),
    one('apiserver_flowcontrol_rejected_requests_total', { ...level, reason: 'queue-full' }, count),
    ...histogram('apiserver_admission_webhook_admission_duration_seconds', { ...api, name: 'hook' }),
    one(
      'apiserver_admission_webhook_rejection_count',
      { ...api, name: 'hook', error_type: 'no_error' },
      count,
    ),
    one('apiserver_resource_objects', { ...api, resource: 'pods' }, still(9)),
    one('apiserver_storage_objects', { ...api, resource: 'pods' }, still(9)),
    ...each(['has_leader', 'is_leader', 'proposals_pending', 'quota_backend_bytes'], (what) => [
      one(`etcd_server_${what}`, etcd, still(what === 'has_leader' ? 0 : 9)),
    ]),
    ...each(
      [
        'leader_changes_seen',
        'proposals_committed',
        'proposals_applied',
        'proposals_failed',
        'heartbeat_send_failures',
        'slow_apply',
        'slow_read_indexes',
      ],
      (what) => [one(`etcd_server_${what}_total`, etcd, count)],
    ),
    ...each(['db_total_size_in_bytes', 'db_total_size_in_use_in_bytes'], (what) => [
      one(`etcd_mvcc_${what}`, etcd, still(5)),
    ]),
    ...histogram('etcd_disk_wal_fsync_duration_seconds', etcd),
    ...histogram('etcd_disk_backend_commit_duration_seconds', etcd),
    ...histogram('etcd_network_peer_round_trip_time_seconds', { ...etcd, To: 'abc' }),
    ...each(['sent', 'received'], (way) => [one(`etcd_network_client_grpc_${way}_bytes_total`, etcd, count)]),
    ...each(['OK', 'Unavailable'], (grpc_code) => [
      one(
        'grpc_server_handled_total',
        { ...etcd, grpc_method: 'Range', grpc_type: 'unary', grpc_code },
        count,
      ),
    ]),
    one('scheduler_schedule_attempts_total', { ...scheduler, result: 'scheduled' }, count),
    one('scheduler_pending_pods', { ...scheduler, queue: 'active' }, still(3)),
    ...each(['scheduling_attempt', 'scheduling_algorithm', 'pod_scheduling_sli'], (what) =>
      histogram(`scheduler_${what}_duration_seconds`, scheduler),
    ),
    one('workqueue_depth', { ...manager, name: 'job' }, still(3)),
    one('workqueue_adds_total', { ...manager, name: 'job' }, count),
    ...histogram('workqueue_queue_duration_seconds', { ...manager, name: 'job' }),
    one('rest_client_requests_total', { ...manager, code: '200' }, count),
    one('kubeproxy_sync_proxy_rules_last_timestamp_seconds', proxy, still(60)),
    ...histogram('kubeproxy_sync_proxy_rules_duration_seconds', proxy),
    ...histogram('kubeproxy_network_programming_duration_seconds', proxy),
  ];
}

function coredns(): readonly Series[] {
  const own = { job: 'coredns', instance: '10.244.0.2:9153', server: 'dns://:53' };
  return [
    one('coredns_dns_requests_total', { ...own, zone: '.', type: 'A' }, count),
    ...each(['NOERROR', 'SERVFAIL'], (rcode) => [
      one('coredns_dns_responses_total', { ...own, zone: '.', rcode }, count),
    ]),
    ...histogram('coredns_dns_request_duration_seconds', { ...own, zone: '.' }),
    ...histogram('coredns_proxy_request_duration_seconds', { ...own, to: '1.1.1.1:53', rcode: 'NOERROR' }),
    one('coredns_proxy_healthcheck_failures_total', { ...own, to: '1.1.1.1:53' }, count),
    one('coredns_cache_entries', { ...own, type: 'success' }, still(5)),
    one('coredns_cache_hits_total', { ...own, type: 'success' }, count),
    ...each(
      ['cache_requests', 'forward_healthcheck_broken', 'forward_max_concurrent_rejects', 'panics'],
      (what) => [one(`coredns_${what}_total`, own, count)],
    ),
  ];
}

function platform(): readonly Series[] {
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

function targets(): readonly Series[] {
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
      one('up', labels, still(labels['job'] === 'kube-proxy' ? 0 : 1)),
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
