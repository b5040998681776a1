// Series for which each alert of F5's NGINX Ingress Controller fires, and series for which it stays silent. Time starts at 0.
import type { AlertTest } from '../../support/promtool.js';

const backend = 'job="nginx", resource_namespace="shop", resource_name="web", upstream="shop-web"';
const answers = (code: string, step: number) => ({
  series: `nginx_ingress_controller_upstream_server_response_latency_ms_count{${backend}, code="${code}"}`,
  values: `0+${step}x120`,
});
const bucket = (le: string, step: number) => ({
  series: `nginx_ingress_controller_upstream_server_response_latency_ms_bucket{${backend}, code="200", le="${le}"}`,
  values: `0+${step}x120`,
});
const up = (value: number, pod = 'nginx-1') => ({
  series: `up{job="nginx", pod="${pod}"}`,
  values: `${value}x120`,
});
const reload = (value: number) => ({
  series: 'nginx_ingress_controller_nginx_last_reload_status{job="nginx", pod="nginx-1"}',
  values: `${value}x120`,
});
const reloads = (reason: string, step: number) => ({
  series: `nginx_ingress_controller_nginx_reloads_total{job="nginx", pod="nginx-1", reason="${reason}"}`,
  values: `0+${step}x120`,
});

export const alertTests: readonly AlertTest[] = [
  {
    alert: 'NginxHighErrorRate',
    fires: [{ series: [answers('200', 60), answers('502', 30)], at: '20m' }],
    silent: [
      { series: [answers('200', 600), answers('502', 30)], at: '20m' },
      // Hardly any traffic: one failed request is no outage.
      { series: [answers('200', 1), answers('502', 1)], at: '20m' },
      { series: [answers('200', 60), answers('404', 60)], at: '20m' },
    ],
  },
  {
    alert: 'NginxServiceErrors',
    fires: [
      {
        series: [answers('200', 60), answers('500', 6)],
        at: '30m',
        labels: { resource_namespace: 'shop', resource_name: 'web' },
      },
    ],
    silent: [{ series: [answers('200', 600), answers('500', 6)], at: '30m' }],
  },
  {
    alert: 'NginxHighLatency',
    fires: [
      {
        series: [answers('200', 60), bucket('5000', 30), bucket('10000', 60), bucket('+Inf', 60)],
        at: '40m',
        labels: { resource_name: 'web' },
      },
    ],
    silent: [
      {
        series: [answers('200', 60), bucket('5000', 60), bucket('10000', 60), bucket('+Inf', 60)],
        at: '40m',
      },
      { series: [answers('200', 1), bucket('5000', 0), bucket('10000', 1), bucket('+Inf', 1)], at: '40m' },
    ],
  },
  {
    alert: 'NginxDown',
    fires: [
      { series: [], at: '10m' },
      { series: [up(0)], at: '10m' },
    ],
    silent: [
      { series: [up(1)], at: '10m' },
      { series: [up(0), up(1, 'nginx-2')], at: '10m' },
    ],
  },
  {
    alert: 'NginxReplicaUnreachable',
    fires: [{ series: [up(0)], at: '15m', labels: { pod: 'nginx-1' } }],
    silent: [{ series: [up(1)], at: '15m' }],
  },
  {
    alert: 'NginxReloadFailed',
    fires: [{ series: [reload(0)], at: '15m', labels: { pod: 'nginx-1' } }],
    silent: [{ series: [reload(1)], at: '15m' }],
  },
  {
    alert: 'NginxReloadsTooOften',
    fires: [
      { series: [reloads('endpoints', 4), reloads('other', 2)], at: '90m', labels: { pod: 'nginx-1' } },
    ],
    silent: [
      { series: [reloads('endpoints', 2), reloads('other', 1)], at: '90m' },
      // A rollout of everything, and quiet afterwards.
      {
        series: [
          {
            series:
              'nginx_ingress_controller_nginx_reloads_total{job="nginx", pod="nginx-1", reason="other"}',
            values: '0+20x10 200x110',
          },
        ],
        at: '90m',
      },
    ],
  },
];
