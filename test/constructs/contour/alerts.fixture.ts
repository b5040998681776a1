// Series for which each alert of Contour fires, and series for which it stays silent. Time starts at 0.
import type { AlertTest } from '../../support/promtool.js';

const envoy = 'job="envoy", pod="envoy-1"';
const edge = (code: string, step: number, prefix = 'ingress_https') => ({
  series: `envoy_http_downstream_rq_xx{${envoy}, envoy_http_conn_manager_prefix="${prefix}", envoy_response_code_class="${code}"}`,
  values: `0+${step}x120`,
});
const answers = (code: string, step: number) => ({
  series: `envoy_cluster_upstream_rq_xx{${envoy}, envoy_cluster_name="shop_web_80", envoy_response_code_class="${code}"}`,
  values: `0+${step}x120`,
});
const total = (step: number) => ({
  series: `envoy_cluster_upstream_rq_total{${envoy}, envoy_cluster_name="shop_web_80"}`,
  values: `0+${step}x120`,
});
const bucket = (le: string, step: number) => ({
  series: `envoy_cluster_upstream_rq_time_bucket{${envoy}, envoy_cluster_name="shop_web_80", le="${le}"}`,
  values: `0+${step}x120`,
});
const up = (job: string, value: number, pod = 'a') => ({
  series: `up{job="${job}", pod="${pod}"}`,
  values: `${value}x120`,
});
const connected = (value: number) => ({
  series: `envoy_control_plane_connected_state{${envoy}}`,
  values: `${value}x120`,
});
const rejected = (what: 'listener_manager_lds' | 'cluster_manager_cds', values: string) => ({
  series: `envoy_${what}_update_rejected{${envoy}}`,
  values,
});
const invalid = (value: number) => ({
  series: 'contour_httpproxy_invalid{job="contour", namespace="shop", vhost="shop.example.com"}',
  values: `${value}x120`,
});

export const alertTests: readonly AlertTest[] = [
  {
    alert: 'ContourHighErrorRate',
    fires: [{ series: [edge('2', 60), edge('5', 30)], at: '20m' }],
    silent: [
      { series: [edge('2', 600), edge('5', 30)], at: '20m' },
      // Hardly any traffic: one failed request is no outage.
      { series: [edge('2', 1), edge('5', 1)], at: '20m' },
      { series: [edge('2', 60), edge('4', 60)], at: '20m' },
      // Probes and scrapes are no users.
      { series: [edge('5', 60, 'stats')], at: '20m' },
    ],
  },
  {
    alert: 'ContourServiceErrors',
    fires: [
      {
        series: [answers('2', 60), answers('5', 6)],
        at: '30m',
        labels: { envoy_cluster_name: 'shop_web_80' },
      },
    ],
    silent: [{ series: [answers('2', 600), answers('5', 6)], at: '30m' }],
  },
  {
    alert: 'ContourHighLatency',
    fires: [
      {
        series: [total(60), bucket('5000', 30), bucket('10000', 60), bucket('+Inf', 60)],
        at: '40m',
        labels: { envoy_cluster_name: 'shop_web_80' },
      },
    ],
    silent: [
      { series: [total(60), bucket('5000', 60), bucket('10000', 60), bucket('+Inf', 60)], at: '40m' },
      { series: [total(1), bucket('5000', 0), bucket('10000', 1), bucket('+Inf', 1)], at: '40m' },
    ],
  },
  {
    alert: 'ContourEnvoyDown',
    fires: [
      { series: [], at: '10m' },
      { series: [up('envoy', 0)], at: '10m' },
    ],
    silent: [{ series: [up('envoy', 0), up('envoy', 1, 'b')], at: '10m' }],
  },
  {
    alert: 'ContourDown',
    fires: [
      { series: [], at: '20m' },
      { series: [up('contour', 0)], at: '20m' },
    ],
    silent: [{ series: [up('contour', 0), up('contour', 1, 'b')], at: '20m' }],
  },
  {
    alert: 'ContourReplicaUnreachable',
    fires: [
      { series: [up('envoy', 0)], at: '15m', labels: { job: 'envoy', pod: 'a' } },
      { series: [up('contour', 0)], at: '15m', labels: { job: 'contour' } },
    ],
    silent: [{ series: [up('envoy', 1), up('contour', 1)], at: '15m' }],
  },
  {
    alert: 'ContourEnvoyDisconnected',
    fires: [{ series: [connected(0)], at: '15m', labels: { pod: 'envoy-1' } }],
    silent: [{ series: [connected(1)], at: '15m' }],
  },
  {
    alert: 'ContourConfigRejected',
    fires: [
      {
        series: [rejected('listener_manager_lds', '0x10 0+1x50'), rejected('cluster_manager_cds', '0x60')],
        at: '30m',
        labels: { pod: 'envoy-1' },
      },
      {
        series: [rejected('listener_manager_lds', '0x60'), rejected('cluster_manager_cds', '0x10 0+1x50')],
        at: '30m',
      },
    ],
    silent: [
      {
        series: [rejected('listener_manager_lds', '3x60'), rejected('cluster_manager_cds', '0x60')],
        at: '30m',
      },
    ],
  },
  {
    alert: 'ContourHTTPProxyInvalid',
    fires: [{ series: [invalid(1)], at: '30m', labels: { namespace: 'shop', vhost: 'shop.example.com' } }],
    silent: [
      { series: [invalid(0)], at: '30m' },
      { series: [invalid(1)], at: '10m' },
    ],
  },
];
