// Series for which each alert of Ceph, its services and its drivers fires, and series for which it stays silent.
import type { AlertTest } from '../../support/promtool.js';

const series = (name: string, values: string | number) => ({
  series: name,
  values: typeof values === 'number' ? `${values}x1800` : values,
});
const up = (job: string, value: number) => series(`up{job="${job}"}`, value);
const check = (name: string, value: number) =>
  series(`ceph_health_detail{name="${name}", severity="HEALTH_WARN", pod="mgr-a"}`, value);
const status = (value: number) => series('ceph_health_status{pod="mgr-a"}', value);
const mons = (...inQuorum: readonly number[]) =>
  inQuorum.map((value, i) => series(`ceph_mon_quorum_status{ceph_daemon="mon.${i}"}`, value));
const osds = (...states: readonly number[]) =>
  states.flatMap((value, i) => [
    series(`ceph_osd_up{ceph_daemon="osd.${i}"}`, value),
    series(`ceph_osd_metadata{ceph_daemon="osd.${i}", hostname="n${i}", device_class="ssd"}`, 1),
  ]);
const pool = (metric: string, values: string | number) => series(`${metric}{pool_id="2"}`, values);
const named = series('ceph_pool_metadata{pool_id="2", name="replicapool", type="replicated"}', 1);
const csi = (part: string, node: string, value: number, driver = 'rbd') =>
  series(`csi_liveness{job="ceph-csi-${driver}-${part}", node="${node}"}`, value);

/** An alert that follows one or several health checks. */
function follows(alert: string, at: string, ...names: readonly string[]): AlertTest {
  return {
    alert,
    fires: names.map((name) => ({ series: [check(name, 1)], at })),
    silent: [{ series: [...names.map((name) => check(name, 0)), check('POOL_APP_NOT_ENABLED', 1)], at }],
  };
}

export const alertTests: readonly AlertTest[] = [
  {
    alert: 'CephManagerDown',
    fires: [
      { series: [up('rook-ceph-mgr', 0)], at: '15m' },
      { series: [up('other', 1)], at: '15m' },
    ],
    silent: [{ series: [up('rook-ceph-mgr', 1)], at: '15m' }],
  },
  {
    alert: 'CephHealthError',
    fires: [{ series: [status(2)], at: '6m' }],
    silent: [{ series: [status(1)], at: '6m' }],
  },
  {
    alert: 'CephHealthWarning',
    fires: [{ series: [status(1)], at: '35m' }],
    silent: [
      { series: [status(0)], at: '35m' },
      { series: [status(2)], at: '35m' },
      { series: [series('ceph_health_status', '1x20 0x1780')], at: '35m' },
    ],
  },
  follows('CephDaemonCrash', '5m', 'RECENT_CRASH', 'RECENT_MGR_MODULE_CRASH'),
  {
    alert: 'RookOperatorDown',
    fires: [{ series: [up('rook-ceph-operator', 0)], at: '20m' }],
    silent: [{ series: [up('rook-ceph-operator', 1)], at: '20m' }],
  },
  {
    alert: 'CephMonQuorumAtRisk',
    fires: [
      { series: mons(1, 1, 0), at: '2m' },
      { series: mons(1, 1, 1, 0, 0), at: '2m' },
    ],
    silent: [
      { series: mons(1, 1, 1), at: '2m' },
      { series: mons(1, 1, 1, 1, 0), at: '2m' },
      { series: mons(1), at: '2m' },
    ],
  },
  {
    alert: 'CephMonDown',
    fires: [{ series: mons(1, 1, 1, 1, 0), at: '20m' }],
    silent: [
      { series: mons(1, 1, 1), at: '20m' },
      { series: mons(1, 1, 0), at: '20m' },
    ],
  },
  follows('CephMonClockSkew', '6m', 'MON_CLOCK_SKEW'),
  follows('CephMonDiskLow', '6m', 'MON_DISK_LOW'),
  follows('CephMonDiskCritical', '2m', 'MON_DISK_CRIT'),
  {
    alert: 'CephOSDDown',
    fires: [{ series: osds(1, 0, 1), at: '15m', labels: { ceph_daemon: 'osd.1', hostname: 'n1' } }],
    silent: [{ series: osds(1, 1, 1), at: '15m' }],
  },
  {
    alert: 'CephOSDsDownHigh',
    fires: [{ series: osds(1, 0, 0, 1), at: '6m' }],
    silent: [
      { series: osds(1, 0, 1), at: '6m' },
      { series: osds(1, 1, 1, 1, 1, 1, 1, 1, 0, 0), at: '6m' },
    ],
  },
  follows('CephOSDHostDown', '6m', 'OSD_HOST_DOWN'),
  {
    alert: 'CephOSDFlapping',
    fires: [
      {
        series: [series('ceph_osd_up{ceph_daemon="osd.0"}', '1x3 0x3 1x3 0x3 1x3 0x3 1x10')],
        at: '25m',
        labels: { ceph_daemon: 'osd.0' },
      },
    ],
    silent: [{ series: [series('ceph_osd_up{ceph_daemon="osd.0"}', '1x10 0x5 1x30')], at: '25m' }],
  },
  follows('CephOSDSlowHeartbeats', '6m', 'OSD_SLOW_PING_TIME_FRONT', 'OSD_SLOW_PING_TIME_BACK'),
  follows('CephOSDNearFull', '6m', 'OSD_NEARFULL'),
  follows('CephOSDBackfillFull', '6m', 'OSD_BACKFILLFULL', 'PG_BACKFILL_FULL'),
  follows('CephOSDFull', '2m', 'OSD_FULL', 'POOL_FULL', 'PG_RECOVERY_FULL'),
  follows('CephDeviceFailurePredicted', '6m', 'DEVICE_HEALTH', 'DEVICE_HEALTH_IN_USE'),
  follows('CephDeviceFailurePredictedTooMany', '6m', 'DEVICE_HEALTH_TOOMANY'),
  {
    alert: 'CephPGsInactive',
    fires: [
      {
        series: [pool('ceph_pg_total', 32), pool('ceph_pg_active', 30), named],
        at: '6m',
        labels: { name: 'replicapool' },
      },
    ],
    silent: [{ series: [pool('ceph_pg_total', 32), pool('ceph_pg_active', 32), named], at: '6m' }],
  },
  {
    alert: 'CephPGsDegraded',
    fires: [{ series: [pool('ceph_pg_degraded', 4), named], at: '65m', labels: { name: 'replicapool' } }],
    silent: [
      { series: [pool('ceph_pg_degraded', 0), named], at: '65m' },
      { series: [pool('ceph_pg_degraded', '4x40 0x60'), named], at: '65m' },
    ],
  },
  follows('CephPGsDamaged', '6m', 'PG_DAMAGED', 'OSD_SCRUB_ERRORS'),
  follows('CephObjectsUnfound', '6m', 'OBJECT_UNFOUND'),
  follows('CephPGsNotScrubbed', '25h', 'PG_NOT_SCRUBBED', 'PG_NOT_DEEP_SCRUBBED'),
  {
    alert: 'CephSlowOps',
    fires: [
      {
        series: [series('ceph_daemon_health_metrics{type="SLOW_OPS", ceph_daemon="osd.3"}', 7)],
        at: '15m',
        labels: { ceph_daemon: 'osd.3' },
      },
    ],
    silent: [
      { series: [series('ceph_daemon_health_metrics{type="SLOW_OPS", ceph_daemon="osd.3"}', 0)], at: '15m' },
      {
        series: [series('ceph_daemon_health_metrics{type="PENDING_CREATING_PGS", ceph_daemon="osd.3"}', 7)],
        at: '15m',
      },
    ],
  },
  {
    alert: 'CephPoolNearFull',
    fires: [
      {
        series: [pool('ceph_pool_stored', 85), pool('ceph_pool_max_avail', 15), named],
        at: '35m',
        labels: { name: 'replicapool' },
      },
    ],
    silent: [{ series: [pool('ceph_pool_stored', 50), pool('ceph_pool_max_avail', 50), named], at: '35m' }],
  },
  {
    alert: 'CephPoolFillsUp',
    fires: [
      {
        series: [pool('ceph_pool_stored', '6000+1x1800'), pool('ceph_pool_max_avail', '4000-1x1800'), named],
        at: '25h',
        labels: { name: 'replicapool' },
      },
    ],
    silent: [
      { series: [pool('ceph_pool_stored', 6000), pool('ceph_pool_max_avail', 4000), named], at: '25h' },
      {
        series: [pool('ceph_pool_stored', '10+1x1800'), pool('ceph_pool_max_avail', '4000-1x1800'), named],
        at: '20h',
      },
    ],
  },
  follows('CephFilesystemDown', '3m', 'MDS_ALL_DOWN'),
  follows('CephFilesystemDamaged', '2m', 'MDS_DAMAGE'),
  follows('CephFilesystemReadOnly', '2m', 'MDS_HEALTH_READ_ONLY'),
  follows('CephFilesystemDegraded', '15m', 'FS_DEGRADED', 'MDS_UP_LESS_THAN_MAX'),
  follows('CephFilesystemNoStandby', '20m', 'MDS_INSUFFICIENT_STANDBY', 'FS_WITH_FAILED_MDS'),
  {
    alert: 'CephObjectGatewaysMissing',
    fires: [
      { series: [series('ceph_rgw_metadata{ceph_daemon="rgw.a"}', 1), up('rook-ceph-mgr', 1)], at: '20m' },
      { series: [up('rook-ceph-mgr', 1)], at: '20m' },
    ],
    silent: [
      {
        series: [
          series('ceph_rgw_metadata{ceph_daemon="rgw.a"}', 1),
          series('ceph_rgw_metadata{ceph_daemon="rgw.b"}', 1),
          up('rook-ceph-mgr', 1),
        ],
        at: '20m',
      },
      { series: [up('rook-ceph-mgr', 0)], at: '20m' },
    ],
  },
  {
    alert: 'CephCSINodePluginDown',
    fires: [
      {
        series: [csi('nodeplugin', 'n1', 0), csi('nodeplugin', 'n2', 1)],
        at: '15m',
        labels: { node: 'n1', job: 'ceph-csi-rbd-nodeplugin' },
      },
      {
        series: [series('up{job="ceph-csi-cephfs-nodeplugin", node="n1"}', 0)],
        at: '15m',
        labels: { node: 'n1' },
      },
    ],
    silent: [{ series: [csi('nodeplugin', 'n1', 1), csi('ctrlplugin', 'n1', 0)], at: '15m' }],
  },
  {
    alert: 'CephCSIControllerDown',
    fires: [
      { series: [up('other', 1)], at: '15m' },
      {
        series: [csi('ctrlplugin', 'n1', 1), csi('ctrlplugin', 'n1', 0, 'cephfs')],
        at: '15m',
        labels: { job: 'ceph-csi-cephfs-ctrlplugin' },
      },
    ],
    silent: [{ series: [csi('ctrlplugin', 'n1', 1), csi('ctrlplugin', 'n2', 0)], at: '15m' }],
  },
];
