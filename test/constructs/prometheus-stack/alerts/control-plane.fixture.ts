// Scheduler, controller-manager, kube-proxy, etcd and CoreDNS in trouble, and well.
import type { AlertTest, Series } from '../../../support/promtool.js';
import { at, labelled, wordsFor } from './series.js';

const first = '10.0.0.1:1';
const second = '10.0.0.2:1';

export const controlPlaneTests: readonly AlertTest[] = [
  ...program('KubeScheduler', 'kube-scheduler', true),
  ...program('KubeControllerManager', 'kube-controller-manager', true),
  ...program('KubeProxy', 'kube-proxy', false),
  proxySync(),
];

function program(prefix: string, job: string, elects: boolean): readonly AlertTest[] {
  const { stays } = wordsFor({ job });
  const up = (instance: string, value: number) => stays('up', value, { instance });
  const leads = (instance: string, value: number) =>
    stays('leader_election_master_status', value, { instance, name: job });
  return [
    {
      alert: `${prefix}Down`,
      fires: [at('15m'), at('15m', up(first, 0), up(second, 0))],
      silent: [at('15m', up(first, 1), up(second, 0)), at('5m')],
    },
    {
      alert: `${prefix}InstanceUnreachable`,
      fires: [labelled({ instance: second }, at('20m', up(first, 1), up(second, 0)))],
      silent: [at('20m', up(first, 1), up(second, 1))],
    },
    ...(elects
      ? [
          {
            alert: `${prefix}NoLeader`,
            fires: [at('10m', leads(first, 0), leads(second, 0))],
            silent: [at('10m', leads(first, 1), leads(second, 0)), at('10m')],
          },
        ]
      : []),
  ];
}

function proxySync(): AlertTest {
  const { grows, stays } = wordsFor({ job: 'kube-proxy', instance: first });
  return {
    alert: 'KubeProxySyncFailing',
    fires: [
      labelled(
        { instance: first },
        at('40m', grows('kubeproxy_sync_proxy_rules_iptables_restore_failures_total', 1)),
      ),
      at('40m', grows('kubeproxy_sync_proxy_rules_nftables_sync_failures_total', 1)),
    ],
    silent: [at('40m', stays('kubeproxy_sync_proxy_rules_iptables_restore_failures_total', 2))],
  };
}

const etcd = wordsFor({ job: 'etcd', instance: first });
const members = (...values: readonly number[]) =>
  values.map((value, i) => etcd.stays('up', value, { instance: `10.0.0.${i + 1}:1` }));
const size = (used: string, inUse: string) => [
  etcd.runs('etcd_mvcc_db_total_size_in_bytes', used),
  etcd.runs('etcd_mvcc_db_total_size_in_use_in_bytes', inUse),
  etcd.stays('etcd_server_quota_backend_bytes', 2e9),
];
const grpc = (failed: number, type = 'unary') => [
  etcd.grows('grpc_server_handled_total', failed, {
    grpc_type: type,
    grpc_service: 'etcdserverpb.KV',
    grpc_method: 'Txn',
    grpc_code: 'Unavailable',
  }),
  etcd.grows('grpc_server_handled_total', 1000 - failed, {
    grpc_type: type,
    grpc_service: 'etcdserverpb.KV',
    grpc_method: 'Txn',
    grpc_code: 'OK',
  }),
];

/** Most calls take at most `bound`, or a few take up to `top`. */
function buckets(
  name: string,
  fast: number,
  slow: number,
  bound: string,
  top: string,
  labels = {},
): Series[] {
  const bucket = (le: string, step: number) => etcd.grows(`${name}_bucket`, step, { ...labels, le });
  return [bucket(bound, fast), bucket(top, fast + slow), bucket('+Inf', fast + slow)];
}

export const etcdTests: readonly AlertTest[] = [
  {
    alert: 'etcdMembersDown',
    fires: [labelled({ instance: '10.0.0.3:1' }, at('15m', ...members(1, 1, 0)))],
    silent: [at('15m', ...members(1, 1, 1))],
  },
  {
    alert: 'etcdInsufficientMembers',
    fires: [
      at('10m', ...members(1, 0, 0)),
      at('10m', ...members(0)),
      at('10m'),
      at('10m', ...members(1, 1, 0, 0)),
    ],
    silent: [at('10m', ...members(1, 1, 0)), at('10m', ...members(1)), at('10m', ...members(1, 1, 1, 0, 0))],
  },
  {
    alert: 'etcdNoLeader',
    fires: [labelled({ instance: first }, at('5m', etcd.stays('etcd_server_has_leader', 0)))],
    silent: [at('5m', etcd.stays('etcd_server_has_leader', 1))],
  },
  {
    alert: 'etcdHighNumberOfLeaderChanges',
    fires: [
      at(
        '30m',
        etcd.runs(
          'etcd_server_leader_changes_seen_total',
          '1 1 2 2 3 3 4 4 5 5 6 6 7 7 8 8 9 9 10 10 11 11 12 12 13 13 14 14 15 15 16 16',
        ),
      ),
    ],
    silent: [
      at('30m', etcd.runs('etcd_server_leader_changes_seen_total', '1x20 2x100')),
      at('30m', etcd.stays('etcd_server_leader_changes_seen_total', 9)),
    ],
  },
  {
    alert: 'etcdHighNumberOfFailedGRPCRequests',
    severity: 'warning',
    fires: [labelled({ grpc_method: 'Txn' }, at('20m', ...grpc(20)))],
    silent: [at('20m', ...grpc(1)), at('20m', ...grpc(200, 'bidi_stream'))],
  },
  {
    alert: 'etcdHighNumberOfFailedGRPCRequests',
    severity: 'critical',
    fires: [at('20m', ...grpc(100))],
    silent: [at('20m', ...grpc(20))],
  },
  latency(
    'etcdGRPCRequestsSlow',
    'grpc_server_handling_seconds',
    { grpc_type: 'unary', grpc_method: 'Txn' },
    '0.1',
    '1.0',
  ),
  latency(
    'etcdMemberCommunicationSlow',
    'etcd_network_peer_round_trip_time_seconds',
    { To: 'abc' },
    '0.1',
    '1.0',
  ),
  {
    alert: 'etcdHighNumberOfFailedProposals',
    fires: [labelled({ instance: first }, at('40m', etcd.grows('etcd_server_proposals_failed_total', 1)))],
    silent: [
      at('40m', etcd.stays('etcd_server_proposals_failed_total', 50)),
      at('40m', etcd.runs('etcd_server_proposals_failed_total', '0x10 3x100')),
    ],
  },
  {
    ...latency('etcdHighFsyncDurations', 'etcd_disk_wal_fsync_duration_seconds', {}, '0.256', '0.8'),
    severity: 'warning',
  },
  {
    ...latency('etcdHighFsyncDurations', 'etcd_disk_wal_fsync_duration_seconds', {}, '0.512', '8.192'),
    severity: 'critical',
    silent: [at('20m', ...buckets('etcd_disk_wal_fsync_duration_seconds', 90, 10, '0.256', '0.8'))],
  },
  latency('etcdHighCommitDurations', 'etcd_disk_backend_commit_duration_seconds', {}, '0.128', '1.024'),
  {
    alert: 'etcdDatabaseQuotaLowSpace',
    fires: [labelled({ instance: first }, at('20m', ...size('1.9e9x100', '1.9e9x100')))],
    silent: [at('20m', ...size('1.5e9x100', '1.5e9x100'))],
  },
  {
    alert: 'etcdExcessiveDatabaseGrowth',
    fires: [labelled({ instance: first }, at('5h', ...size('0+4e6x1000', '0+4e6x1000')))],
    silent: [at('5h', ...size('1e8+1e5x1000', '1e8x1000'))],
  },
  {
    alert: 'etcdDatabaseHighFragmentationRatio',
    fires: [labelled({ instance: first }, at('50m', ...size('1.2e9x100', '3e8x100')))],
    silent: [at('50m', ...size('1.2e9x100', '1e9x100')), at('50m', ...size('1e8x100', '2e7x100'))],
  },
];

function latency(
  alert: string,
  metric: string,
  labels: Record<string, string>,
  bound: string,
  top: string,
): AlertTest {
  return {
    alert,
    fires: [labelled({ instance: first }, at('20m', ...buckets(metric, 90, 10, bound, top, labels)))],
    silent: [
      at('20m', ...buckets(metric, 100, 0, bound, top, labels)),
      at('20m', ...buckets(metric, 0, 0, bound, top, labels)),
      at('20m'),
    ],
  };
}

const dns = wordsFor({ job: 'coredns', instance: first });
const zone = { server: 'dns://:53', zone: '.' };
const answers = (failed: number) => [
  dns.grows('coredns_dns_responses_total', failed, { ...zone, rcode: 'SERVFAIL' }),
  dns.grows('coredns_dns_responses_total', 1000 - failed, { ...zone, rcode: 'NOERROR' }),
];
const upstream = { proxy_name: 'forward', to: '192.0.2.53:53' };
const asked = (failed: number) => [
  dns.grows('coredns_proxy_request_duration_seconds_count', failed, { ...upstream, rcode: 'SERVFAIL' }),
  dns.grows('coredns_proxy_request_duration_seconds_count', 1000 - failed, { ...upstream, rcode: 'NOERROR' }),
];
const took = (name: string, fast: number, slow: number, labels: Record<string, string>) => [
  dns.grows(`${name}_bucket`, fast, { ...labels, le: '0.256' }),
  dns.grows(`${name}_bucket`, fast + slow, { ...labels, le: '8.192' }),
  dns.grows(`${name}_bucket`, fast + slow, { ...labels, le: '+Inf' }),
];

export const corednsTests: readonly AlertTest[] = [
  {
    alert: 'CoreDNSDown',
    fires: [at('10m'), at('10m', dns.stays('up', 0))],
    silent: [at('10m', dns.stays('up', 1), dns.stays('up', 0, { instance: second }))],
  },
  {
    alert: 'CoreDNSErrorsHigh',
    fires: [at('20m', ...answers(50))],
    silent: [at('20m', ...answers(5)), at('20m')],
  },
  {
    alert: 'CoreDNSLatencyHigh',
    fires: [
      labelled({ zone: '.' }, at('20m', ...took('coredns_dns_request_duration_seconds', 90, 10, zone))),
    ],
    silent: [at('20m', ...took('coredns_dns_request_duration_seconds', 100, 0, zone))],
  },
  {
    alert: 'CoreDNSForwardErrorsHigh',
    fires: [labelled({ to: '192.0.2.53:53' }, at('20m', ...asked(50)))],
    silent: [at('20m', ...asked(5))],
  },
  {
    alert: 'CoreDNSForwardLatencyHigh',
    fires: [
      labelled(
        { to: '192.0.2.53:53' },
        at('20m', ...took('coredns_proxy_request_duration_seconds', 90, 10, upstream)),
      ),
    ],
    silent: [at('20m', ...took('coredns_proxy_request_duration_seconds', 100, 0, upstream))],
  },
  {
    alert: 'CoreDNSForwardHealthcheckFailureCount',
    fires: [
      labelled(
        { to: '192.0.2.53:53' },
        at('30m', dns.grows('coredns_proxy_healthcheck_failures_total', 5, upstream)),
      ),
    ],
    silent: [at('30m', dns.runs('coredns_proxy_healthcheck_failures_total', '0x5 1x100', upstream))],
  },
  {
    alert: 'CoreDNSForwardHealthcheckBrokenCount',
    fires: [at('20m', dns.grows('coredns_forward_healthcheck_broken_total', 5))],
    silent: [at('20m', dns.stays('coredns_forward_healthcheck_broken_total', 5))],
  },
  {
    alert: 'CoreDNSPanicCount',
    fires: [labelled({ instance: first }, at('20m', dns.runs('coredns_panics_total', '0x14 1x100')))],
    silent: [at('20m', dns.stays('coredns_panics_total', 1))],
  },
  {
    alert: 'CoreDNSReloadFailed',
    fires: [labelled({ instance: first }, at('20m', dns.runs('coredns_reload_failed_total', '0x9 1x100')))],
    silent: [at('20m', dns.stays('coredns_reload_failed_total', 1))],
  },
];
