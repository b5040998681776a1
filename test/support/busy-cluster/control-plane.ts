// The control plane of the busy cluster, and its name service.
import type { Series } from '../promtool.js';
import { count, each, histogram, one, still } from './series.js';

export function controlPlane(): readonly Series[] {
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

export function coredns(): readonly Series[] {
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
