// Series for which each alert of metrics-server fires, and series for which it stays silent.
import type { AlertTest } from '../../support/promtool.js';

const job = 'job="metrics-server", pod="metrics-server-0"';
const up = (value: number) => ({ series: `up{${job}}`, values: `${value}x60` });
const requests = (success: boolean, step: number) => ({
  series: `metrics_server_kubelet_request_total{${job}, success="${success}"}`,
  values: `0+${step}x60`,
});
const points = (count: number) => ({
  series: `metrics_server_storage_points{${job}, type="node"}`,
  values: `${count}x60`,
});
const ready = (node: string, value: number) => ({
  series: `kube_node_status_condition{node="${node}", condition="Ready", status="true"}`,
  values: `${value}x60`,
});
/** Four rounds a minute that take so many seconds each. */
const rounds = (seconds: number) => [
  {
    series: `metrics_server_manager_tick_duration_seconds_sum{${job}}`,
    values: `0+${4 * seconds}x60`,
  },
  { series: `metrics_server_manager_tick_duration_seconds_count{${job}}`, values: '0+4x60' },
];

export const alertTests: readonly AlertTest[] = [
  {
    alert: 'MetricsServerDown',
    fires: [
      { series: [up(0)], at: '12m' },
      { series: [], at: '12m' },
    ],
    silent: [
      { series: [up(1)], at: '12m' },
      { series: [up(0)], at: '8m' },
    ],
  },
  {
    alert: 'MetricsServerKubeletErrors',
    fires: [{ series: [requests(true, 8), requests(false, 2)], at: '30m' }],
    silent: [
      { series: [requests(true, 99), requests(false, 1)], at: '30m' },
      { series: [requests(true, 10)], at: '30m' },
    ],
  },
  {
    alert: 'MetricsServerNodesMissing',
    fires: [{ series: [points(1), ready('a', 1), ready('b', 1)], at: '25m' }],
    silent: [
      { series: [points(2), ready('a', 1), ready('b', 1)], at: '25m' },
      // A node that is down is not missed.
      { series: [points(1), ready('a', 1), ready('b', 0)], at: '25m' },
    ],
  },
  {
    alert: 'MetricsServerSlow',
    fires: [{ series: rounds(20), at: '30m', labels: { pod: 'metrics-server-0' } }],
    silent: [{ series: rounds(2), at: '30m' }],
  },
];
