// Snapshots of volumes: how many, how long they take, and what waits.
import { board, row } from '../kit/dashboard-board.js';
import { query, stat, timeseries } from '../kit/dashboard-panels.js';

const total = 'snapshot_controller_operation_total_seconds';
const job = 'job="snapshot-controller"';

export function snapshotDashboard(): unknown {
  return board({
    uid: 'plinth-snapshot-controller',
    title: 'Volume snapshots',
    description: 'Snapshots that are taken and deleted, by storage driver.',
    tags: ['platform', 'storage'],
    from: 'now-24h',
    rows: [
      row('State', [
        stat({
          title: 'Controllers',
          description: 'Pods that Prometheus can scrape; one of them leads.',
          unit: 'short',
          expr: `count(up{${job}} == 1) or vector(0)`,
          limits: { critical: 1, worse: 'below' },
        }),
        stat({
          title: 'In flight',
          description: 'Snapshots being taken or deleted. A number that stays is stuck.',
          unit: 'short',
          expr: `max(snapshot_controller_operations_in_flight{${job}})`,
        }),
        stat({
          title: 'Ready in 24 h',
          description: 'Snapshots that became usable in the last day.',
          unit: 'short',
          expr: `sum(increase(${total}_count{${job}, operation_name="CreateSnapshotAndReady", operation_status="success"}[24h]))`,
        }),
      ]),
      row('Operations', [
        timeseries({
          title: 'Finished operations',
          description: 'By driver, kind and outcome. "cancel": deleted before it was finished.',
          unit: 'ops',
          queries: [
            query(
              `sum by (driver_name, operation_name, operation_status) (rate(${total}_count{${job}}[$__rate_interval]))`,
              '{{driver_name}} {{operation_name}} {{operation_status}}',
            ),
          ],
        }),
        timeseries({
          title: 'Time until done, 90th percentile',
          description:
            'From the request until the snapshot is usable, or gone. Large volumes take longer on some storage.',
          unit: 's',
          queries: [
            query(
              `histogram_quantile(0.9, sum by (le, driver_name, operation_name) (rate(${total}_bucket{${job}}[$__rate_interval])))`,
              '{{driver_name}} {{operation_name}}',
            ),
          ],
        }),
      ]),
    ],
  });
}
