// Series for which each alert of MetalLB fires, and series for which it stays silent.
import type { AlertTest } from '../../support/promtool.js';

const up = (job: string, value: number, node = 'n1') => ({
  series: `up{job="${job}", node="${node}"}`,
  values: `${value}x60`,
});
const config = (what: string, value: number) => ({
  series: `metallb_k8s_client_config_${what}_bool{pod="metallb-speaker-x"}`,
  values: `${value}x60`,
});
const pool = (inUse: number, total: number) => [
  { series: 'metallb_allocator_addresses_in_use_total{pool="public"}', values: `${inUse}x60` },
  { series: 'metallb_allocator_addresses_total{pool="public"}', values: `${total}x60` },
];
const session = (peer: string, value: number) => ({
  series: `metallb_bgp_session_up{node="n1", peer="${peer}"}`,
  values: `${value}x60`,
});

export const alertTests: readonly AlertTest[] = [
  {
    alert: 'MetalLBControllerDown',
    fires: [
      { series: [up('metallb-controller', 0)], at: '20m' },
      { series: [up('other', 1)], at: '20m' },
    ],
    silent: [{ series: [up('metallb-controller', 1)], at: '20m' }],
  },
  {
    alert: 'MetalLBSpeakerDown',
    fires: [
      {
        series: [up('metallb-speaker', 0), up('metallb-speaker', 1, 'n2')],
        at: '10m',
        labels: { node: 'n1' },
      },
      { series: [up('other', 1)], at: '10m' },
    ],
    silent: [{ series: [up('metallb-speaker', 1)], at: '10m' }],
  },
  {
    alert: 'MetalLBConfigNotLoaded',
    fires: [{ series: [config('loaded', 0)], at: '10m', labels: { pod: 'metallb-speaker-x' } }],
    silent: [{ series: [config('loaded', 1)], at: '10m' }],
  },
  {
    alert: 'MetalLBStaleConfig',
    fires: [{ series: [config('stale', 1)], at: '10m', labels: { pod: 'metallb-speaker-x' } }],
    silent: [{ series: [config('stale', 0)], at: '10m' }],
  },
  {
    alert: 'MetalLBAddressPoolExhausted',
    fires: [{ series: pool(8, 8), at: '10m', labels: { pool: 'public' } }],
    silent: [
      { series: pool(7, 8), at: '10m' },
      // A pool of one address for one Service.
      { series: pool(1, 1), at: '10m' },
    ],
  },
  {
    alert: 'MetalLBAddressPoolNearlyFull',
    fires: [{ series: pool(9, 10), at: '40m', labels: { pool: 'public' } }],
    silent: [
      { series: pool(8, 10), at: '40m' },
      { series: pool(10, 10), at: '40m' },
      { series: pool(4, 4), at: '40m' },
    ],
  },
  {
    alert: 'MetalLBBGPSessionDown',
    fires: [{ series: [session('10.0.0.1', 0)], at: '10m', labels: { node: 'n1', peer: '10.0.0.1' } }],
    silent: [{ series: [session('10.0.0.1', 1)], at: '10m' }],
  },
  {
    alert: 'MetalLBBGPAllSessionsDown',
    fires: [{ series: [session('10.0.0.1', 0), session('10.0.0.2', 0)], at: '5m' }],
    silent: [
      { series: [session('10.0.0.1', 0), session('10.0.0.2', 1)], at: '5m' },
      { series: [up('metallb-speaker', 1)], at: '5m' },
    ],
  },
];
