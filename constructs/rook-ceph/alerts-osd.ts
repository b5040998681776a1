// Alerts on OSDs and the disks below them.
import type { AlertRule } from '../kit/alerts.js';
import { ask, health } from './ask.js';

const disk = `
1. ${ask('osd tree down')} shows which OSD on which host. \`kubectl -n rook-ceph get pods -l app=rook-ceph-osd -o wide\` shows its pod.
2. The node is down: bring it back. After 10 minutes Ceph copies its data elsewhere, if there is room.
3. The pod restarts: its log has the reason; \`dmesg -T\` on the node shows I/O errors of a disk that dies.
4. A dead disk: wait until ${ask('-s')} shows all data clean without it, then purge the OSD (\`kubectl rook-ceph rook purge-osd ID\`), take the disk out of the profile, replace it and name the new one.`;

export const osdAlerts: readonly AlertRule[] = [
  {
    alert: 'CephOSDDown',
    expr: `
(max by (ceph_daemon) (ceph_osd_up) == 0)
  * on (ceph_daemon) group_left (hostname) max by (ceph_daemon, hostname) (ceph_osd_metadata)`,
    for: '10m',
    severity: 'warning',
    summary: '{{ $labels.ceph_daemon }} on {{ $labels.hostname }} is down',
    description: 'Its data is on other OSDs, with one copy less until it is back or rebuilt.',
    runbook: disk,
  },
  {
    alert: 'CephOSDsDownHigh',
    expr: `
count(max by (ceph_daemon) (ceph_osd_up) == 0) / count(max by (ceph_daemon) (ceph_osd_up)) >= 0.25
and count(max by (ceph_daemon) (ceph_osd_up) == 0) >= 2`,
    for: '5m',
    severity: 'critical',
    summary: '{{ $value | humanizePercentage }} of Ceph’s OSDs are down',
    description: 'Copies of the same data may be among them. Writes to such data wait.',
    runbook: `
Several at once share a cause: a node, a zone, a switch, an update of the kernel, a changed NetworkPolicy. ${ask('osd tree down')} shows what they have in common. Bring that back before you look at single disks.`,
  },
  {
    alert: 'CephOSDHostDown',
    expr: health('OSD_HOST_DOWN'),
    for: '5m',
    severity: 'warning',
    summary: 'All OSDs of a host are down',
    description:
      'The node is gone or cut off. With three copies on three hosts nothing is lost; the next host would stop writes.',
    runbook: `${ask('osd tree down')} names the host. Is it being drained? Then wait. Otherwise bring it back, or free it for good: ${ask('osd out ID')} for each of its OSDs starts to rebuild them at once.`,
  },
  {
    alert: 'CephOSDFlapping',
    expr: 'changes(max by (ceph_daemon) (ceph_osd_up)[30m:1m]) > 4',
    severity: 'warning',
    summary: '{{ $labels.ceph_daemon }} goes up and down',
    description: 'It changed its state {{ $value }} times in half an hour. Each time placement groups pause.',
    runbook: `
Its log says either that other OSDs reported it down (network: MTU, packet loss, a NetworkPolicy on TCP 6800-7568) or why it ended (memory limit, disk). ${ask('osd dump-historic-slow-ops')} and \`dmesg -T\` on its node help to tell.`,
  },
  {
    alert: 'CephOSDSlowHeartbeats',
    expr: health('OSD_SLOW_PING_TIME_FRONT', 'OSD_SLOW_PING_TIME_BACK'),
    for: '5m',
    severity: 'warning',
    summary: 'OSDs answer each other late',
    description: 'Heartbeats between OSDs take longer than a second: the network is congested or a node is.',
    runbook: `${ask('health detail')} lists the pairs. A node that is in each of them is at fault: look at its network errors, CPU pressure and bond.`,
  },
  {
    alert: 'CephOSDNearFull',
    expr: health('OSD_NEARFULL'),
    for: '5m',
    severity: 'warning',
    summary: 'An OSD is nearly full',
    description: 'It is above nearFullRatio. When one OSD reaches fullRatio, all writes to its pools stop.',
    runbook: `
1. ${ask('osd df tree')} shows use by OSD. All alike: add disks, or delete data. One far above: ${ask('balancer status')} should be on.
2. Room can be made by deleting snapshots and claims; RBD gives space back only if the file system trims (\`fstrim\`).
3. Do not raise the ratios except to get out of a stop.`,
  },
  {
    alert: 'CephOSDBackfillFull',
    expr: health('OSD_BACKFILLFULL', 'PG_BACKFILL_FULL'),
    for: '5m',
    severity: 'warning',
    summary: 'Data cannot move to OSDs that are too full',
    description: 'Recovery and balancing wait. If a disk fails now, its data is not rebuilt.',
    runbook: 'See CephOSDNearFull.',
  },
  {
    alert: 'CephOSDFull',
    expr: health('OSD_FULL', 'POOL_FULL', 'PG_RECOVERY_FULL'),
    for: '1m',
    severity: 'critical',
    summary: 'Ceph is full: writes are refused',
    description:
      'An OSD is above fullRatio, or a pool has reached its quota. Pods that write to its volumes hang or see read-only file systems.',
    runbook: `
1. ${ask('health detail')} and ${ask('osd df tree')}: which OSDs or pools?
2. Add a disk to the node in question, or delete what can go: volumes of deleted claims with policy Retain, old snapshots.
3. Deleting needs writes. To get out of a deadlock raise the limit a little for a short time: ${ask('osd set-full-ratio 0.96')}, and back to the profile’s value after.
4. A quota: ${ask('osd pool get-quota NAME')}.`,
  },
  {
    alert: 'CephDeviceFailurePredicted',
    expr: health('DEVICE_HEALTH', 'DEVICE_HEALTH_IN_USE'),
    for: '5m',
    severity: 'warning',
    summary: 'A disk below Ceph is expected to fail soon',
    description: 'By its SMART data the disk has weeks left.',
    runbook: `
${ask('device ls')} and ${ask('device info DEVICE')} name disk and OSD. Take it out in good time: ${ask('osd out ID')}, wait for all data to be clean, then as for CephOSDDown.`,
  },
  {
    alert: 'CephDeviceFailurePredictedTooMany',
    expr: health('DEVICE_HEALTH_TOOMANY'),
    for: '5m',
    severity: 'critical',
    summary: 'More disks are about to fail than Ceph can take out',
    description: 'Marking them all out would leave too little room or too few copies.',
    runbook: `Add disks first, of another batch. ${ask('device ls')} shows the life expectancy of each.`,
  },
];
