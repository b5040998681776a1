// The Ceph dashboard in Grafana: is data safe, is there room, which disk or pool is busy.
import { board, row } from '../kit/dashboard-board.js';
import { query, stat, table, timeseries } from '../kit/dashboard-panels.js';

const pool = (expr: string) =>
  `${expr} * on (pool_id) group_left (name) max by (pool_id, name) (ceph_pool_metadata)`;
const ofPool = (metric: string) => pool(`max by (pool_id) (${metric})`);
const rateOfPool = (metric: string) => pool(`sum by (pool_id) (rate(${metric}[$__rate_interval]))`);

export function cephDashboard(): unknown {
  return board({
    uid: 'plinth-rook-ceph',
    title: 'Ceph',
    description: 'Health, capacity and load of the storage cluster, its pools and disks.',
    tags: ['storage'],
    rows: [
      row('State', [
        stat({
          title: 'Health',
          description: 'What Ceph says of itself. The table below names the checks that failed.',
          unit: 'short',
          expr: 'max(ceph_health_status)',
          values: { 0: ['OK', 'green'], 1: ['WARN', 'orange'], 2: ['ERR', 'red'] },
        }),
        stat({
          title: 'Monitors in quorum',
          description: 'A majority of them has to be up, or all storage stops.',
          unit: 'short',
          expr: 'sum(max by (ceph_daemon) (ceph_mon_quorum_status))',
        }),
        stat({
          title: 'OSDs down',
          description: 'Disks whose daemon does not run. Their data has one copy less.',
          unit: 'short',
          expr: 'count(max by (ceph_daemon) (ceph_osd_up) == 0) or vector(0)',
          limits: { warning: 1, critical: 2 },
        }),
        stat({
          title: 'Used',
          description: 'Of all disks together, copies included. Plan for one host to fit on the others.',
          unit: 'percentunit',
          decimals: 1,
          expr: 'max(ceph_cluster_total_used_bytes) / max(ceph_cluster_total_bytes)',
          limits: { warning: 0.7, critical: 0.85 },
        }),
        stat({
          title: 'Objects degraded',
          description:
            'Objects with fewer copies than wanted: more than 0 after a failure, falling while Ceph recovers.',
          unit: 'short',
          expr: 'max(ceph_num_objects_degraded)',
          limits: { warning: 1 },
        }),
        stat({
          title: 'Objects unfound',
          description: 'Objects of which no good copy is there. Must be 0.',
          unit: 'short',
          expr: 'max(ceph_num_objects_unfound)',
          limits: { critical: 1 },
        }),
      ]),
      row('Health and room', [
        table({
          title: 'Failed health checks',
          description:
            'By Ceph’s names; its manual explains each under “Health checks”. Empty when all is well.',
          width: 8,
          labels: { name: { title: 'Check' } },
          columns: [
            {
              title: 'State',
              unit: 'short',
              expr: 'max by (name) (ceph_health_detail) == 1',
              values: { 1: ['failed', 'orange'] },
            },
          ],
        }),
        timeseries({
          title: 'Capacity',
          description: 'Bytes on all disks, copies included, and what is used of them.',
          unit: 'bytes',
          width: 8,
          queries: [
            query('max(ceph_cluster_total_used_bytes)', 'used'),
            query('max(ceph_cluster_total_bytes)', 'total', { as: 'limit' }),
          ],
        }),
        timeseries({
          title: 'Placement groups that are not clean',
          description: 'By pool. Raised after failures and when disks come; it should fall steadily to 0.',
          unit: 'short',
          width: 8,
          stack: true,
          queries: [
            query(pool('(max by (pool_id) (ceph_pg_total) - max by (pool_id) (ceph_pg_clean))'), '{{name}}'),
          ],
        }),
      ]),
      row('Pools', [
        table({
          title: 'Pools',
          description: 'Room is what each could still take, with its number of copies.',
          width: 24,
          labels: { name: { title: 'Pool' } },
          columns: [
            {
              title: 'Used',
              unit: 'percentunit',
              bar: 1,
              limits: { warning: 0.8, critical: 0.9 },
              expr: pool(
                '(max by (pool_id) (ceph_pool_stored) / (max by (pool_id) (ceph_pool_stored) + max by (pool_id) (ceph_pool_max_avail)))',
              ),
            },
            { title: 'Stored', unit: 'bytes', expr: ofPool('ceph_pool_stored') },
            { title: 'Room', unit: 'bytes', expr: ofPool('ceph_pool_max_avail') },
          ],
        }),
        timeseries({
          title: 'Requests by pool',
          description: 'Writes are drawn below the line.',
          unit: 'iops',
          queries: [
            query(rateOfPool('ceph_pool_rd'), '{{name}} reads'),
            query(rateOfPool('ceph_pool_wr'), '{{name}} writes', { as: 'mirror' }),
          ],
        }),
        timeseries({
          title: 'Throughput by pool',
          description: 'Writes are drawn below the line.',
          unit: 'Bps',
          queries: [
            query(rateOfPool('ceph_pool_rd_bytes'), '{{name}} reads'),
            query(rateOfPool('ceph_pool_wr_bytes'), '{{name}} writes', { as: 'mirror' }),
          ],
        }),
        timeseries({
          title: 'Recovery',
          description: 'Bytes that are copied again after a failure or a change of disks.',
          unit: 'Bps',
          queries: [query(ofPool('ceph_pool_recovering_bytes_per_sec'), '{{name}}')],
        }),
      ]),
      row('Disks', [
        timeseries({
          title: 'Commit latency by OSD',
          description:
            'Time until a write is on the disk. One OSD far above the others has a slow or dying disk.',
          unit: 'ms',
          queries: [query('max by (ceph_daemon) (ceph_osd_commit_latency_ms)', '{{ceph_daemon}}')],
        }),
        timeseries({
          title: 'Use by OSD',
          description: 'OSDs should be alike: the fullest one decides when Ceph is full.',
          unit: 'percentunit',
          max: 1,
          limits: { warning: 0.85, critical: 0.95 },
          queries: [
            query(
              'max by (ceph_daemon) (ceph_osd_stat_bytes_used) / max by (ceph_daemon) (ceph_osd_stat_bytes)',
              '{{ceph_daemon}}',
            ),
          ],
        }),
        timeseries({
          title: 'Slow requests',
          description: 'Requests that take longer than 30 seconds, by daemon. Must be 0.',
          unit: 'short',
          queries: [
            query(
              'max by (ceph_daemon) (ceph_daemon_health_metrics{type="SLOW_OPS"}) > 0',
              '{{ceph_daemon}}',
            ),
          ],
        }),
      ]),
      row(
        'CSI and Rook',
        [
          timeseries({
            title: 'CSI drivers that answer',
            description:
              'Controllers and node plugins, by driver. A node that is missing cannot mount volumes.',
            unit: 'short',
            queries: [query('sum by (job) (csi_liveness)', '{{job}}')],
          }),
          timeseries({
            title: 'Failed reconciliations of Rook',
            description: 'Resources that Rook cannot bring about: its log says why.',
            unit: 'ops',
            queries: [
              query(
                'sum by (controller) (rate(controller_runtime_reconcile_errors_total{job="rook-ceph-operator"}[$__rate_interval])) > 0',
                '{{controller}}',
              ),
            ],
          }),
        ],
        { collapsed: true },
      ),
    ],
  });
}
