// Alerts on what is built on pools: shared file systems and the S3 gateways.
import type { AlertRule } from '../kit/alerts.js';
import { ask, health } from './ask.js';

export const filesystemAlerts: readonly AlertRule[] = [
  {
    alert: 'CephFilesystemDown',
    expr: health('MDS_ALL_DOWN'),
    for: '2m',
    severity: 'critical',
    summary: 'The shared file system has no metadata server',
    description: 'Pods hang on all volumes of rook-cephfs.',
    runbook: `
\`kubectl -n rook-ceph get pods -l app=rook-ceph-mds\` and their logs. Killed for memory: raise \`resources.mds\`. Pods that are ready: ${ask('fs status')} shows whether the file system was failed by hand; ${ask('fs set cephfs joinable true')}.`,
  },
  {
    alert: 'CephFilesystemDamaged',
    expr: health('MDS_DAMAGE'),
    for: '1m',
    severity: 'critical',
    summary: 'Metadata of the shared file system is damaged',
    description: 'Some files or folders cannot be reached. It does not mend itself.',
    runbook: `
${ask('tell mds.cephfs:0 damage ls')} lists what. Stop writers, take a copy of what can be read, and follow https://docs.ceph.com/en/latest/cephfs/disaster-recovery before you repair anything.`,
  },
  {
    alert: 'CephFilesystemReadOnly',
    expr: health('MDS_HEALTH_READ_ONLY'),
    for: '1m',
    severity: 'critical',
    summary: 'The shared file system has become read-only',
    description: 'A metadata server could not write to its pool.',
    runbook: `The log of the active metadata server has the error. Usually the metadata pool was full (CephOSDFull) or OSDs were away. When that is mended, restart it: ${ask('mds fail cephfs:0')}.`,
  },
  {
    alert: 'CephFilesystemDegraded',
    expr: health('FS_DEGRADED', 'MDS_UP_LESS_THAN_MAX'),
    for: '10m',
    severity: 'warning',
    summary: 'The shared file system lacks a metadata server',
    description: 'A rank is not active, or still replays its journal. Some folders wait.',
    runbook: `${ask('fs status')} shows ranks and their states. \`replay\` for long means a long journal: wait, its log shows progress. A missing rank: see the pods of app=rook-ceph-mds.`,
  },
  {
    alert: 'CephFilesystemNoStandby',
    expr: health('MDS_INSUFFICIENT_STANDBY', 'FS_WITH_FAILED_MDS'),
    for: '15m',
    severity: 'warning',
    summary: 'The shared file system has no standby',
    description: 'If the active metadata server ends, nobody takes over until its pod is back.',
    runbook:
      '`kubectl -n rook-ceph get pods -l app=rook-ceph-mds -o wide`: a Pending one finds no node with room for `resources.mds`.',
  },
];

export function gatewayAlerts(gateways: number): readonly AlertRule[] {
  return [
    {
      alert: 'CephObjectGatewaysMissing',
      expr: `
count(max by (ceph_daemon) (ceph_rgw_metadata)) < ${gateways}
or absent(ceph_rgw_metadata) == 1 and on () max(up{job="rook-ceph-mgr"}) == 1`,
      for: '15m',
      severity: 'warning',
      summary: 'S3 gateways are missing',
      description: `Fewer than ${gateways} gateways are known to Ceph. With none, no bucket can be read or written.`,
      runbook: `
\`kubectl -n rook-ceph get pods -l app=rook-ceph-rgw\` and their logs; \`kubectl -n rook-ceph get cephobjectstore object-store -o yaml\` has what Rook says. Gateways wait for their pools: see CephPGsInactive.`,
    },
  ];
}
