// Alerts on the speed of etcd, on requests that it fails, and on the size of its database.
import type { AlertRule } from '../../kit/alerts.js';
import { etcd } from './select.js';

const member = '{{ $labels.instance }}';

const disk =
  'etcd waits for the disk before it answers. Look at the disk of that control plane: `iostat -x 1` (await, util), who else writes (`pidstat -d 5`), and the limits of the cloud volume. It needs an SSD with a write of 8 KiB and fdatasync below 10 ms at the 99th percentile (`fio --rw=write --fdatasync=1 --bs=2300 --size=22m --directory=/var/lib/etcd`). Move logs, images and other databases elsewhere.';

export const etcdPerformanceAlerts: readonly AlertRule[] = [
  failedRequests('warning', 0.01, '10m'),
  failedRequests('critical', 0.05, '5m'),
  {
    alert: 'etcdGRPCRequestsSlow',
    // The histogram exists only with `--metrics=extensive`; without it this alert is silent. Defragmenting takes long by nature.
    expr: `
histogram_quantile(0.99, sum by (instance, grpc_method, le) (
  rate(grpc_server_handling_seconds_bucket{${etcd}, grpc_type="unary", grpc_method!="Defragment"}[5m])
)) > 0.15`,
    for: '10m',
    severity: 'warning',
    summary: `etcd member ${member} is slow to answer {{ $labels.grpc_method }}`,
    description:
      'The slowest hundredth of those requests takes {{ $value | humanizeDuration }} or longer. The API server passes that on to everybody.',
    runbook:
      'Range that is slow means large reads: a client that lists everything (`topk(5, apiserver_storage_objects)` and the audit log). Txn or Put that is slow means the disk or the network: see etcdHighFsyncDurations, etcdHighCommitDurations and etcdMemberCommunicationSlow. A database of several gigabytes slows down all of it: see etcdExcessiveDatabaseGrowth.',
  },
  {
    alert: 'etcdMemberCommunicationSlow',
    expr: `
histogram_quantile(0.99, sum by (instance, To, le) (
  rate(etcd_network_peer_round_trip_time_seconds_bucket{${etcd}}[5m])
)) > 0.15`,
    for: '10m',
    severity: 'warning',
    summary: `etcd member ${member} is slow to reach member {{ $labels.To }}`,
    description:
      'A round trip takes {{ $value | humanizeDuration }} (99th percentile). Each write needs one; the leader may lose its place.',
    runbook:
      'Measure between the control planes: `ping -c 100 -i 0.2` and `mtr`. Loss and a busy link are the usual causes: NodeNetworkReceiveErrs, backups that run at that hour, a link between sites. If the distance is real, raise `--heartbeat-interval` to the round trip and `--election-timeout` to ten times that.',
  },
  {
    alert: 'etcdHighNumberOfFailedProposals',
    expr: `max by (instance) (increase(etcd_server_proposals_failed_total{${etcd}}[15m])) > 5`,
    for: '15m',
    severity: 'warning',
    summary: `Changes fail in etcd member ${member}`,
    description:
      '{{ $value | printf "%.0f" }} proposals failed within 15 minutes: there was no leader to take them, or no majority to agree.',
    runbook:
      'See whether the leader changes (etcdHighNumberOfLeaderChanges) or members are down (etcdMembersDown): failed proposals follow from both. The log of that member has "failed to apply" or "request timed out" with the cause. If a member is overloaded, `etcd_server_proposals_pending` stays high.',
  },
  slow(
    'etcdHighFsyncDurations',
    'warning',
    'etcd_disk_wal_fsync_duration_seconds',
    0.5,
    'writes its log slowly',
  ),
  slow(
    'etcdHighFsyncDurations',
    'critical',
    'etcd_disk_wal_fsync_duration_seconds',
    1,
    'writes its log very slowly',
  ),
  slow(
    'etcdHighCommitDurations',
    'warning',
    'etcd_disk_backend_commit_duration_seconds',
    0.25,
    'commits slowly',
  ),
  {
    alert: 'etcdDatabaseQuotaLowSpace',
    expr: `
max by (instance) (
  etcd_mvcc_db_total_size_in_bytes{${etcd}} / (etcd_server_quota_backend_bytes{${etcd}} > 0)
) > 0.9`,
    for: '10m',
    severity: 'critical',
    summary: `The database of etcd member ${member} is nearly at its limit`,
    description:
      'It has used {{ $value | humanizePercentage }} of its quota. At 100% etcd raises an alarm and refuses every write.',
    runbook:
      '1. Find what is in it: `topk(10, max by (resource) (apiserver_storage_objects))`. Events, Secrets of old Helm releases, and objects of an operator that does not clean up are the usual finds; delete them.\n2. Deleting frees room inside; `etcdctl defrag` gives it back, one member after the other, the leader last.\n3. Raise `--quota-backend-bytes` (8 GiB at most) in the static manifest of every member.\n4. If the alarm is raised already: defragment, then `etcdctl alarm disarm`.',
  },
  {
    alert: 'etcdExcessiveDatabaseGrowth',
    expr: `
max by (instance) (
  predict_linear(etcd_mvcc_db_total_size_in_bytes{${etcd}}[4h], 4 * 3600)
  / (etcd_server_quota_backend_bytes{${etcd}} > 0)
) > 1`,
    for: '10m',
    severity: 'warning',
    summary: `The database of etcd member ${member} will reach its limit in four hours`,
    description:
      'Going by the last four hours, it will have grown to {{ $value | humanizePercentage }} of its quota by then.',
    runbook:
      'Something writes very much: `topk(10, sum by (resource) (rate(apiserver_request_total{verb=~"POST|PUT|PATCH|APPLY"}[10m])))` names the resource, the audit log the client. Stop it, then go on as in etcdDatabaseQuotaLowSpace. A restore, or the first day of a large operator, looks the same and ends by itself.',
  },
  {
    alert: 'etcdDatabaseHighFragmentationRatio',
    expr: `
max by (instance) (
  last_over_time(etcd_mvcc_db_total_size_in_use_in_bytes{${etcd}}[5m])
  / last_over_time(etcd_mvcc_db_total_size_in_bytes{${etcd}}[5m]) < 0.5
  and etcd_mvcc_db_total_size_in_bytes{${etcd}} > 500 * 1024 * 1024
)`,
    for: '30m',
    severity: 'warning',
    summary: `More than half of the database file of etcd member ${member} is empty`,
    description:
      'Only {{ $value | humanizePercentage }} of it is in use. The rest counts against the quota, and slows down restarts and snapshots.',
    runbook:
      'Defragment one member at a time, the leader last, at a quiet hour: `etcdctl defrag --endpoints=https://NODE:2379` with the certificates of /etc/kubernetes/pki/etcd. The member does not answer for some seconds per gigabyte. Wait until it is healthy before the next one.',
  },
];

/** Unary calls alone: a watch that its client ends counts as Unavailable. */
function failedRequests(severity: 'warning' | 'critical', limit: number, duration: string): AlertRule {
  const calls = (more: string) =>
    `sum by (instance, grpc_service, grpc_method) (rate(grpc_server_handled_total{${etcd}, grpc_type="unary"${more}}[5m]))`;
  return {
    alert: 'etcdHighNumberOfFailedGRPCRequests',
    expr: `
${calls(', grpc_code=~"Unknown|FailedPrecondition|ResourceExhausted|Internal|Unavailable|DataLoss|DeadlineExceeded"')}
/ (${calls('')} > 0)
> ${limit}`,
    for: duration,
    severity,
    summary: `Requests for {{ $labels.grpc_method }} fail at etcd member ${member}`,
    description:
      '{{ $value | humanizePercentage }} of them end in an error. The API server tries again, and in the end fails too.',
    runbook:
      'The log of that member names the error: "request timed out" and "leader changed" follow from slow disks or network (etcdHighFsyncDurations, etcdHighNumberOfLeaderChanges); "mvcc: database space exceeded" is etcdDatabaseQuotaLowSpace; "too many requests" is overload. `sum by (grpc_code) (rate(grpc_server_handled_total{grpc_type="unary"}[5m]))` tells them apart.',
  };
}

function slow(
  alert: string,
  severity: 'warning' | 'critical',
  metric: string,
  limit: number,
  what: string,
): AlertRule {
  return {
    alert,
    expr: `histogram_quantile(0.99, sum by (instance, le) (rate(${metric}_bucket{${etcd}}[5m]))) > ${limit}`,
    for: '10m',
    severity,
    summary: `etcd member ${member} ${what}`,
    description:
      'The slowest hundredth takes {{ $value | humanizeDuration }} or longer; 0.01 seconds is what a good disk needs. Writes to the API server wait for it.',
    runbook: disk,
  };
}
