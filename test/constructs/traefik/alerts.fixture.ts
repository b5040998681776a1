// Series for which each alert of Traefik fires, and series for which it stays silent. Time starts at 0.
import type { AlertTest } from '../../support/promtool.js';

const entry = (code: string, step: number) => ({
  series: `traefik_entrypoint_requests_total{job="traefik", instance="a", entrypoint="websecure", code="${code}"}`,
  values: `0+${step}x120`,
});
const service = (code: string, step: number) => ({
  series: `traefik_service_requests_total{job="traefik", instance="a", service="web-shop", code="${code}", protocol="http"}`,
  values: `0+${step}x120`,
});
const bucket = (le: string, step: number, protocol = 'http') => ({
  series: `traefik_service_request_duration_seconds_bucket{job="traefik", service="web-shop", protocol="${protocol}", le="${le}"}`,
  values: `0+${step}x120`,
});
const reloads = (pod: string, values: string) => ({
  series: `traefik_config_reloads_total{job="traefik", pod="${pod}"}`,
  values,
});
const up = (value: number) => ({ series: 'up{job="traefik", pod="traefik-1"}', values: `${value}x120` });
const ends = (cn: string, serial: string, at: number) => ({
  series: `traefik_tls_certs_not_after{job="traefik", cn="${cn}", serial="${serial}", sans="shop.example.com"}`,
  values: `${at}x120`,
});
const files = (open: number) => [
  { series: 'process_open_fds{job="traefik", pod="traefik-1"}', values: `${open}x120` },
  { series: 'process_max_fds{job="traefik", pod="traefik-1"}', values: '1000x120' },
];

const day = 86_400;

export const alertTests: readonly AlertTest[] = [
  {
    alert: 'TraefikHighErrorRate',
    fires: [{ series: [entry('200', 60), entry('502', 30)], at: '20m', labels: { entrypoint: 'websecure' } }],
    silent: [
      { series: [entry('200', 600), entry('502', 30)], at: '20m' },
      // Hardly any traffic: one failed request is no outage.
      { series: [entry('200', 1), entry('502', 1)], at: '20m' },
      { series: [entry('200', 60), entry('404', 60)], at: '20m' },
    ],
  },
  {
    alert: 'TraefikServiceErrors',
    fires: [{ series: [service('200', 60), service('503', 6)], at: '30m', labels: { service: 'web-shop' } }],
    silent: [
      { series: [service('200', 600), service('503', 6)], at: '30m' },
      { series: [service('200', 1), service('503', 1)], at: '30m' },
    ],
  },
  {
    alert: 'TraefikHighLatency',
    fires: [
      {
        series: [service('200', 60), bucket('5', 30), bucket('10', 60), bucket('+Inf', 60)],
        at: '40m',
        labels: { service: 'web-shop' },
      },
    ],
    silent: [
      { series: [service('200', 60), bucket('1', 60), bucket('5', 60), bucket('+Inf', 60)], at: '40m' },
      {
        series: [service('200', 60), bucket('5', 0, 'websocket'), bucket('+Inf', 60, 'websocket')],
        at: '40m',
      },
    ],
  },
  {
    alert: 'TraefikDown',
    fires: [{ series: [up(0)], at: '10m' }],
    silent: [{ series: [up(1)], at: '10m' }],
  },
  {
    alert: 'TraefikReplicaUnreachable',
    fires: [{ series: [up(0)], at: '20m', labels: { pod: 'traefik-1' } }],
    silent: [{ series: [up(1)], at: '20m' }],
  },
  {
    alert: 'TraefikConfigStale',
    fires: [
      {
        series: [reloads('traefik-1', '5x120'), reloads('traefik-2', '0+1x120')],
        at: '80m',
        labels: { pod: 'traefik-1' },
      },
    ],
    silent: [
      { series: [reloads('traefik-1', '5x120'), reloads('traefik-2', '7x120')], at: '80m' },
      // A pod that has just started counts its first reloads; the old ones had nothing to do.
      { series: [reloads('traefik-1', '5x120'), reloads('traefik-2', '_x70 0+1x50')], at: '80m' },
    ],
  },
  {
    alert: 'TraefikCertificateExpiring',
    fires: [
      { series: [ends('shop', '1', day)], at: '20m', labels: { cn: 'shop', sans: 'shop.example.com' } },
    ],
    silent: [
      { series: [ends('shop', '1', 30 * day)], at: '20m' },
      // The old serial is reported until the next start; the new one counts.
      { series: [ends('shop', '1', day), ends('shop', '2', 30 * day)], at: '20m' },
      { series: [ends('TRAEFIK DEFAULT CERT', '1', day)], at: '20m' },
    ],
  },
  {
    alert: 'TraefikConnectionsNearLimit',
    fires: [{ series: files(900), at: '20m', labels: { pod: 'traefik-1' } }],
    silent: [{ series: files(500), at: '20m' }],
  },
];
