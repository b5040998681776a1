// Alerts on the data itself: placement groups, objects, slow requests and room in pools.
import type { AlertRule } from '../kit/alerts.js';
import { ask, health } from './ask.js';

/** Adds the pool’s name to series by pool_id. */
const named = (expr: string) =>
  `(${expr}) * on (pool_id) group_left (name) max by (pool_id, name) (ceph_pool_metadata)`;

const usedRatio = `
max by (pool_id) (ceph_pool_stored)
  / (max by (pool_id) (ceph_pool_stored) + max by (pool_id) (ceph_pool_max_avail))`;

export const dataAlerts: readonly AlertRule[] = [
  {
    alert: 'CephPGsInactive',
    expr: named('max by (pool_id) (ceph_pg_total) - max by (pool_id) (ceph_pg_active) > 0'),
    for: '5m',
    severity: 'critical',
    summary: '{{ $value }} placement groups of pool {{ $labels.name }} serve nobody',
    description: 'Requests for their data wait: pods hang on their volumes.',
    runbook: `
1. ${ask('pg dump_stuck inactive')} lists them with the OSDs that they wait for; ${ask('osd tree down')} shows whether those are up. Bring them back: nothing else gives the data.
2. All OSDs are up: ${ask('pg ID query')} says what it is blocked by. \`peering_blocked_by\` a lost OSD is for an expert: \`osd lost\` gives data up.
3. A new pool in which they never became active: too few hosts or zones for its number of copies.`,
  },
  {
    alert: 'CephPGsDegraded',
    expr: named('max by (pool_id) (ceph_pg_degraded) > 0'),
    for: '1h',
    severity: 'warning',
    summary: '{{ $value }} placement groups of pool {{ $labels.name }} have lacked copies for an hour',
    description:
      'All data is there, with fewer copies than wanted. After a failure this shrinks by itself; it did not end within an hour.',
    runbook: `
${ask('-s')} shows whether recovery goes on and how fast. It stands still when OSDs are down (CephOSDDown), too full (CephOSDBackfillFull), or when there are fewer hosts or zones with disks than copies.`,
  },
  {
    alert: 'CephPGsDamaged',
    expr: health('PG_DAMAGED', 'OSD_SCRUB_ERRORS'),
    for: '5m',
    severity: 'critical',
    summary: 'Copies of data differ',
    description:
      'A scrub found copies that do not agree or cannot be read. Other copies are good, as long as nothing else fails.',
    runbook: `
1. ${ask('health detail')} names the placement groups; \`rados list-inconsistent-obj PG\` in the same way shows which OSD has the bad copy.
2. Read errors in \`dmesg -T\` of its node: replace the disk (CephOSDDown).
3. ${ask('pg repair ID')} restores the copy from the good ones.`,
  },
  {
    alert: 'CephObjectsUnfound',
    expr: health('OBJECT_UNFOUND'),
    for: '5m',
    severity: 'critical',
    summary: 'Ceph knows of data that it cannot find',
    description: 'The newest version of some objects is on OSDs that are not there. Reading them waits.',
    runbook: `
${ask('health detail')} and ${ask('pg ID list_unfound')}. Bring back every OSD that was up lately, also one that was marked out. Only if it is lost for good: \`pg ID mark_unfound_lost revert\` goes back to the older version, and its applications lose writes.`,
  },
  {
    alert: 'CephPGsNotScrubbed',
    expr: health('PG_NOT_SCRUBBED', 'PG_NOT_DEEP_SCRUBBED'),
    for: '1d',
    severity: 'info',
    summary: 'Ceph does not keep up with checking its data',
    description:
      'Scrubs find silent damage while good copies exist. They are overdue: OSDs are too busy, or scrubbing is switched off.',
    runbook: `${ask('osd dump')} | grep flags: \`noscrub\` is set by hand and forgotten. Otherwise allow more at once: ${ask('config set osd osd_max_scrubs 3')}.`,
  },
  {
    alert: 'CephSlowOps',
    expr: 'max by (ceph_daemon) (ceph_daemon_health_metrics{type="SLOW_OPS"}) > 0',
    for: '10m',
    severity: 'warning',
    summary: '{{ $labels.ceph_daemon }} has {{ $value }} requests that take longer than 30 seconds',
    description: 'Pods that wait for them stand still.',
    runbook: `
One daemon alone: its disk or node. \`iostat -x 5\` on the node shows a disk at 100%; SMART and \`dmesg -T\` why. ${ask('tell osd.ID dump_historic_slow_ops')} shows what requests wait for. Many daemons: the network, or more load than the disks carry.`,
  },
  {
    alert: 'CephPoolNearFull',
    expr: named(`${usedRatio} > 0.8`),
    for: '30m',
    severity: 'warning',
    summary: 'Pool {{ $labels.name }} is {{ $value | humanizePercentage }} full',
    description: 'By what it could still take with its number of copies, until the fullest OSD is full.',
    runbook: `${ask('df detail')} and ${ask('osd df tree')}. Add disks, delete data, or let the balancer even out OSDs of different use.`,
  },
  {
    alert: 'CephPoolFillsUp',
    expr: named(`
predict_linear(max by (pool_id) (ceph_pool_max_avail)[1d:10m], 5 * 86400) < 0
  and ${usedRatio} > 0.5`),
    for: '6h',
    severity: 'warning',
    summary: 'Pool {{ $labels.name }} will be full within five days',
    description: 'At the growth of the last day. Ordering and adding disks takes longer than deleting data.',
    runbook: `
${ask('df detail')}; which volumes grow: \`kubelet_volume_stats_used_bytes\` by claim in Grafana. Runaway logs and backups are common.`,
  },
];
