// Alerts on Ceph and what stands before it. Ceph knows its own health best: most alerts follow a check of it by name
// (https://docs.ceph.com/en/latest/rados/operations/health-checks), so that each can be read, routed and silenced by itself.
import type { AlertRule, RuleGroup } from '../kit/alerts.js';
import { csiAlerts } from './alerts-csi.js';
import { dataAlerts } from './alerts-data.js';
import { osdAlerts } from './alerts-osd.js';
import { filesystemAlerts, gatewayAlerts } from './alerts-services.js';
import { ask, health } from './ask.js';
import type { Config } from './config.js';

/** Alerts for a configuration: what is not offered is not watched. */
export function alerts(config: Config): readonly RuleGroup[] {
  return [
    { name: 'ceph.cluster', rules: clusterAlerts },
    { name: 'ceph.mon', rules: monAlerts },
    { name: 'ceph.osd', rules: osdAlerts },
    { name: 'ceph.data', rules: dataAlerts },
    ...(config.filesystem.enabled ? [{ name: 'ceph.filesystem', rules: filesystemAlerts }] : []),
    ...(config.objectStore.enabled
      ? [{ name: 'ceph.objectstore', rules: gatewayAlerts(config.objectStore.gateways) }]
      : []),
    { name: 'ceph.csi', rules: csiAlerts },
  ];
}

const clusterAlerts: readonly AlertRule[] = [
  {
    alert: 'CephManagerDown',
    expr: 'absent(up{job="rook-ceph-mgr"} == 1)',
    for: '10m',
    severity: 'critical',
    summary: 'Ceph has no manager, or nobody sees it',
    description:
      'For 10 minutes no manager of Ceph has given metrics. Reading and writing goes on, but volumes are neither made nor deleted, placement groups are not balanced, and none of the other alerts on Ceph can fire.',
    runbook: `
1. \`kubectl -n rook-ceph get pods -l app=rook-ceph-mgr -L mgr_role\`: is one ready and labelled \`active\`? No label means that the sidecar watch-active cannot reach the API server: see its log.
2. ${ask('mgr stat')} names the active one, ${ask('mgr module ls')} should list prometheus.
3. If Ceph does not answer at all, monitors are the cause: \`kubectl -n rook-ceph get pods -l app=rook-ceph-mon\`.
4. The manager is well and not scraped: Prometheus is let in by NetworkPolicy rook-ceph-mgr-from-prometheus on port 9283.`,
  },
  {
    alert: 'CephHealthError',
    expr: 'max(ceph_health_status) == 2',
    for: '5m',
    severity: 'critical',
    summary: 'Ceph is in HEALTH_ERR',
    description:
      'Data is unavailable, at risk, or about to be. Rook refuses upgrades in this state. Another alert usually names the cause.',
    runbook: `
${ask('health detail')} lists the checks that failed; each is explained at https://docs.ceph.com/en/latest/rados/operations/health-checks. Mend those marked ERR first. Do not restart monitors or OSDs by way of trial: each restart adds recovery work.`,
  },
  {
    alert: 'CephHealthWarning',
    expr: 'max(ceph_health_status) == 1',
    for: '30m',
    severity: 'warning',
    summary: 'Ceph has been in HEALTH_WARN for half an hour',
    description:
      'Nothing is lost or unavailable yet. Short warnings during drains and recovery are normal; this one stays.',
    runbook: `
${ask('health detail')} says what it is. What is known and accepted can be muted for a while: ${ask('health mute CHECK 1d')}.`,
  },
  {
    alert: 'CephDaemonCrash',
    expr: health('RECENT_CRASH', 'RECENT_MGR_MODULE_CRASH'),
    for: '1m',
    severity: 'warning',
    summary: 'A daemon of Ceph has crashed',
    description:
      'It was restarted. One crash is a report to read, several of the same kind are a fault to mend.',
    runbook: `
1. ${ask('crash ls-new')} names daemons and times, ${ask('crash info ID')} has the trace.
2. Crashes of one OSD alone point to its disk: look for I/O errors in the kernel log of its node.
3. Search the trace in https://tracker.ceph.com; a newer Ceph may mend it.
4. ${ask('crash archive-all')} ends the alert.`,
  },
  {
    alert: 'RookOperatorDown',
    expr: 'absent(up{job="rook-ceph-operator"} == 1)',
    for: '15m',
    severity: 'warning',
    summary: 'Rook’s operator does not run',
    description:
      'Storage goes on as it is. Monitors that fail are not replaced, drained nodes may stay blocked, and no change of the profile takes effect.',
    runbook:
      '`kubectl -n rook-ceph get pods,events -l app.kubernetes.io/name=rook-ceph-operator` and its log. `no matches for kind` means that a CRD of the bundle is missing; `forbidden` that its roles were changed.',
  },
];

const monAlerts: readonly AlertRule[] = [
  {
    alert: 'CephMonQuorumAtRisk',
    expr: `
count(ceph_mon_quorum_status == 1) <= floor(count(ceph_mon_quorum_status) / 2) + 1
and count(ceph_mon_quorum_status == 0) > 0`,
    for: '1m',
    severity: 'critical',
    summary: 'If one more monitor of Ceph fails, all storage stops',
    description: '{{ $value }} monitors are in quorum, just the majority that is needed.',
    runbook: `
1. \`kubectl -n rook-ceph get pods -l app=rook-ceph-mon -o wide\`: which is not ready, and is its node up? A node that comes back within 10 minutes needs nothing else.
2. Rook replaces a monitor that is gone for 10 minutes, given a node without one: \`kubectl -n rook-ceph logs deploy/rook-ceph-operator | grep -i mon\`.
3. A monitor that runs and does not join: clock skew (CephMonClockSkew), a full disk below dataDirHostPath (CephMonDiskCritical), or TCP 3300 and 6789 that do not pass between nodes.
4. Drain and restart nothing until quorum is whole again.`,
  },
  {
    alert: 'CephMonDown',
    expr: `
(count(ceph_mon_quorum_status == 0) > 0)
unless (count(ceph_mon_quorum_status == 1) <= floor(count(ceph_mon_quorum_status) / 2) + 1)`,
    for: '15m',
    severity: 'warning',
    summary: '{{ $value }} monitors of Ceph are out of quorum',
    description: 'The others still have a majority to spare.',
    runbook: 'See CephMonQuorumAtRisk.',
  },
  {
    alert: 'CephMonClockSkew',
    expr: health('MON_CLOCK_SKEW'),
    for: '5m',
    severity: 'warning',
    summary: 'Clocks of Ceph’s monitors differ',
    description: 'Above 50 ms monitors lose their leases and elections begin; storage stalls meanwhile.',
    runbook: `
${ask('time-sync-status')} shows which monitor is off. On its node, chronyd or systemd-timesyncd should be in sync: \`timedatectl\`. All nodes need the same time servers.`,
  },
  {
    alert: 'CephMonDiskLow',
    expr: health('MON_DISK_LOW'),
    for: '5m',
    severity: 'warning',
    summary: 'Less than 30% is free where a monitor of Ceph keeps its database',
    description: 'Below 5% the monitor stops. The disk is that of dataDirHostPath on its node.',
    runbook: `
${ask('health detail')} names the monitor. On its node \`du -xsh /var/lib/rook/* /var/log\` shows what grew: images and logs of others, or the monitor’s store.db. The latter grows while the cluster is unhealthy and shrinks after: ${ask('tell mon.a compact')}.`,
  },
  {
    alert: 'CephMonDiskCritical',
    expr: health('MON_DISK_CRIT'),
    for: '1m',
    severity: 'critical',
    summary: 'A monitor of Ceph is about to stop for want of disk space',
    description:
      'Less than 5% is free where its database lives. Monitors on nodes of one kind tend to fill up together.',
    runbook: 'See CephMonDiskLow; make room now, for example by `crictl rmi --prune` on the node.',
  },
];
