// etcd: has it a leader, is its disk fast enough, is its database near its quota.
import { board, instanceVariable, row } from '../../kit/dashboard-board.js';
import { query, stat, timeseries } from '../../kit/dashboard-panels.js';
import { etcd, job } from '../rules/select.js';
import { uid } from './links.js';

const mine = `${etcd}, instance=~"$instance"`;

export function etcdDashboard(): unknown {
  return board({
    uid: uid.etcd,
    title: 'etcd',
    description: 'The database of the cluster: consensus, disk and size.',
    tags: ['kubernetes', 'control-plane'],
    variables: [instanceVariable(job.etcd)],
    links: [
      { board: uid.cluster, title: 'Cluster' },
      { board: uid.apiserver, title: 'API server' },
    ],
    rows: [
      row('State', state),
      row('Disk', disk),
      row('Database', database),
      row('Consensus', consensus),
      row('Requests', requests),
      row('Network and process', process, { collapsed: true }),
    ],
  });
}

const state = [
  stat({
    title: 'Members up',
    description: 'Members that Prometheus can scrape. The cluster stops when half of them or more are gone.',
    unit: 'short',
    expr: `sum(up{${etcd}}) or vector(0)`,
    limits: { worse: 'below', critical: 1 },
  }),
  stat({
    title: 'Members without a leader',
    description:
      'A member without a leader serves nothing. Any but a moment is an outage of the control plane.',
    unit: 'short',
    expr: `count(etcd_server_has_leader{${etcd}} == 0) or vector(0)`,
    limits: { critical: 1 },
  }),
  stat({
    title: 'Leader changes, 1 h',
    description:
      'Elections seen by the member that saw most. More than a few: slow disks, or a network that loses packets.',
    unit: 'short',
    decimals: 0,
    expr: `max(increase(etcd_server_leader_changes_seen_total{${etcd}}[1h])) or vector(0)`,
    limits: { warning: 1, critical: 4 },
  }),
  stat({
    title: 'Database of quota',
    description: 'At 100% etcd raises an alarm and takes no more writes: compact and defragment before.',
    unit: 'percentunit',
    decimals: 0,
    expr: `max(etcd_mvcc_db_total_size_in_bytes{${etcd}} / etcd_server_quota_backend_bytes{${etcd}})`,
    limits: { warning: 0.7, critical: 0.9 },
  }),
  stat({
    title: 'Log sync, 99th percentile',
    description: 'Time of one write to the log, worst member. etcd wants a disk below 10 ms.',
    unit: 's',
    expr: `
max(histogram_quantile(0.99, sum by (instance, le) (rate(etcd_disk_wal_fsync_duration_seconds_bucket{${etcd}}[5m]))))`,
    limits: { warning: 0.01, critical: 0.1 },
  }),
  stat({
    title: 'Proposals pending',
    description: 'Writes that wait for the other members. Steadily above zero: overload or a slow member.',
    unit: 'short',
    expr: `max(etcd_server_proposals_pending{${etcd}})`,
    limits: { warning: 5, critical: 50 },
  }),
];

const p99 = (metric: string, by = 'instance, le') =>
  `histogram_quantile(0.99, sum by (${by}) (rate(${metric}_bucket{${mine}}[$__rate_interval])))`;

const disk = [
  timeseries({
    title: 'Log sync, 99th percentile by member',
    description:
      'fsync of the write-ahead log: each write of the cluster waits for it. Below 10 ms is healthy.',
    unit: 's',
    limits: { warning: 0.01, critical: 0.1 },
    queries: [query(p99('etcd_disk_wal_fsync_duration_seconds'), '{{instance}}')],
  }),
  timeseries({
    title: 'Backend commit, 99th percentile by member',
    description: 'Commit of the database file. Below 25 ms is healthy.',
    unit: 's',
    limits: { warning: 0.025, critical: 0.25 },
    queries: [query(p99('etcd_disk_backend_commit_duration_seconds'), '{{instance}}')],
  }),
];

const database = [
  timeseries({
    title: 'Database size',
    description: 'Size of the file. It does not shrink by itself: defragment after deleting much.',
    unit: 'bytes',
    queries: [
      query(`etcd_mvcc_db_total_size_in_bytes{${mine}}`, '{{instance}}'),
      query(`min(etcd_server_quota_backend_bytes{${mine}})`, 'quota', { as: 'limit' }),
    ],
  }),
  timeseries({
    title: 'Database in use',
    description: 'Share of the file that holds data. Far below one: defragmenting frees the rest.',
    unit: 'percentunit',
    max: 1,
    queries: [
      query(
        `etcd_mvcc_db_total_size_in_use_in_bytes{${mine}} / etcd_mvcc_db_total_size_in_bytes{${mine}}`,
        '{{instance}}',
      ),
    ],
  }),
];

const consensus = [
  timeseries({
    title: 'Leader',
    description: 'Which member leads: the line at one.',
    unit: 'short',
    decimals: 0,
    max: 1,
    queries: [query(`etcd_server_is_leader{${mine}}`, '{{instance}}')],
  }),
  timeseries({
    title: 'Proposals',
    description:
      'Writes per second that members agreed on and applied. The gap between the lines is a member that lags.',
    unit: 'ops',
    queries: [
      query(
        `rate(etcd_server_proposals_committed_total{${mine}}[$__rate_interval])`,
        '{{instance}} committed',
      ),
      query(`rate(etcd_server_proposals_applied_total{${mine}}[$__rate_interval])`, '{{instance}} applied'),
    ],
  }),
  timeseries({
    title: 'Failed proposals and heartbeats',
    description: 'Failed proposals come with elections; failed heartbeats with an overloaded leader disk.',
    unit: 'ops',
    queries: [
      query(
        `rate(etcd_server_proposals_failed_total{${mine}}[$__rate_interval])`,
        '{{instance}} proposals failed',
      ),
      query(
        `rate(etcd_server_heartbeat_send_failures_total{${mine}}[$__rate_interval])`,
        '{{instance}} heartbeats failed',
      ),
    ],
  }),
];

const requests = [
  timeseries({
    title: 'Requests by method',
    description: 'gRPC calls per second, by method.',
    unit: 'reqps',
    queries: [
      query(
        `sum by (grpc_method) (rate(grpc_server_handled_total{${mine}, grpc_type="unary"}[$__rate_interval]))`,
        '{{grpc_method}}',
      ),
    ],
  }),
  timeseries({
    title: 'Failed requests by code',
    description: 'gRPC calls that did not end in OK. Unavailable and DeadlineExceeded are trouble.',
    unit: 'reqps',
    queries: [
      query(
        `sum by (grpc_method, grpc_code) (rate(grpc_server_handled_total{${mine}, grpc_code!="OK"}[$__rate_interval]))`,
        '{{grpc_method}}: {{grpc_code}}',
      ),
    ],
  }),
  timeseries({
    title: 'Slow applies and reads',
    description: 'Writes that took more than 100 ms to apply, and reads that waited for the leader.',
    unit: 'ops',
    queries: [
      query(`rate(etcd_server_slow_apply_total{${mine}}[$__rate_interval])`, '{{instance}} slow applies'),
      query(
        `rate(etcd_server_slow_read_indexes_total{${mine}}[$__rate_interval])`,
        '{{instance}} slow reads',
      ),
    ],
  }),
];

const process = [
  timeseries({
    title: 'Round trip between members, 99th percentile',
    description: 'Must stay well below the election timeout of one second; 50 ms is already far.',
    unit: 's',
    limits: { warning: 0.05, critical: 0.15 },
    queries: [
      query(p99('etcd_network_peer_round_trip_time_seconds', 'instance, To, le'), '{{instance}} → {{To}}'),
    ],
  }),
  timeseries({
    title: 'Client traffic',
    description: 'Bytes sent to API servers, and below the line received.',
    unit: 'binBps',
    queries: [
      query(
        `rate(etcd_network_client_grpc_sent_bytes_total{${mine}}[$__rate_interval])`,
        '{{instance}} sent',
      ),
      query(
        `rate(etcd_network_client_grpc_received_bytes_total{${mine}}[$__rate_interval])`,
        '{{instance}} received',
        { as: 'mirror' },
      ),
    ],
  }),
  timeseries({
    title: 'Memory',
    description: 'Resident memory of each member.',
    unit: 'bytes',
    queries: [query(`process_resident_memory_bytes{${mine}}`, '{{instance}}')],
  }),
];
