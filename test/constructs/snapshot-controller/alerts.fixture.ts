// Series for which each alert of the snapshot controller fires, and series for which it stays silent.
import type { AlertTest } from '../../support/promtool.js';

const job = 'job="snapshot-controller"';
const up = (value: number) => ({ series: `up{${job}, pod="a"}`, values: `${value}x120` });
const inFlight = (values: string) => ({
  series: `snapshot_controller_operations_in_flight{${job}, pod="a"}`,
  values,
});
const done = (values: string) => ({
  series: `snapshot_controller_operation_total_seconds_count{${job}, pod="a", operation_name="CreateSnapshot"}`,
  values,
});

export const alertTests: readonly AlertTest[] = [
  {
    alert: 'SnapshotControllerDown',
    fires: [
      { series: [up(0)], at: '30m' },
      { series: [{ series: 'up{job="other"}', values: '1x60' }], at: '30m' },
    ],
    silent: [{ series: [up(1)], at: '30m' }],
  },
  {
    alert: 'SnapshotOperationsStuck',
    fires: [
      { series: [inFlight('2x120'), done('5x120')], at: '100m' },
      { series: [inFlight('2x120')], at: '100m' },
    ],
    silent: [
      // Busy, and getting on.
      { series: [inFlight('2x120'), done('0+1x120')], at: '100m' },
      { series: [inFlight('0x120'), done('5x120')], at: '100m' },
      // Done within the hour.
      { series: [inFlight('2x30 0x90'), done('5x120')], at: '100m' },
    ],
  },
];
