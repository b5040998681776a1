// Series for which each alert of ingress-nginx fires, and series for which it stays silent. Time starts at 0.
import type { AlertTest } from '../../support/promtool.js';

const requests = (status: string, step: number, ingress = 'web') => ({
  series: `nginx_ingress_controller_requests{job="ingress-nginx", namespace="shop", ingress="${ingress}", status="${status}"}`,
  values: `0+${step}x120`,
});
const bucket = (le: string, step: number) => ({
  series: `nginx_ingress_controller_request_duration_seconds_bucket{job="ingress-nginx", namespace="shop", ingress="web", status="200", le="${le}"}`,
  values: `0+${step}x120`,
});
const up = (value: number) => ({
  series: 'up{job="ingress-nginx", pod="ingress-nginx-1"}',
  values: `${value}x120`,
});
const reload = (value: number) => ({
  series: 'nginx_ingress_controller_config_last_reload_successful{job="ingress-nginx", controller_pod="a"}',
  values: `${value}x120`,
});
const ends = (host: string, at: number) => ({
  series: `nginx_ingress_controller_ssl_expire_time_seconds{job="ingress-nginx", host="${host}", secret_name="web-tls", controller_pod="a"}`,
  values: `${at}x120`,
});

const day = 86_400;

export const alertTests: readonly AlertTest[] = [
  {
    alert: 'IngressNginxHighErrorRate',
    fires: [{ series: [requests('200', 60), requests('502', 30)], at: '20m' }],
    silent: [
      { series: [requests('200', 600), requests('502', 30)], at: '20m' },
      // Hardly any traffic: one failed request is no outage.
      { series: [requests('200', 1), requests('502', 1)], at: '20m' },
      { series: [requests('200', 60), requests('404', 60)], at: '20m' },
    ],
  },
  {
    alert: 'IngressNginxServiceErrors',
    fires: [
      {
        series: [requests('200', 60), requests('500', 6)],
        at: '30m',
        labels: { namespace: 'shop', ingress: 'web' },
      },
    ],
    silent: [
      { series: [requests('200', 600), requests('500', 6)], at: '30m' },
      // Requests for hosts that nobody has belong to no Ingress.
      { series: [requests('503', 60, '')], at: '30m' },
    ],
  },
  {
    alert: 'IngressNginxHighLatency',
    fires: [
      {
        series: [requests('200', 60), bucket('5', 30), bucket('10', 60), bucket('+Inf', 60)],
        at: '40m',
        labels: { ingress: 'web' },
      },
    ],
    silent: [
      { series: [requests('200', 60), bucket('5', 60), bucket('10', 60), bucket('+Inf', 60)], at: '40m' },
      { series: [requests('200', 1), bucket('5', 0), bucket('10', 1), bucket('+Inf', 1)], at: '40m' },
    ],
  },
  {
    alert: 'IngressNginxDown',
    fires: [
      { series: [], at: '10m' },
      { series: [up(0)], at: '10m' },
    ],
    silent: [
      { series: [up(1)], at: '10m' },
      { series: [up(0), { series: 'up{job="ingress-nginx", pod="b"}', values: '1x120' }], at: '10m' },
    ],
  },
  {
    alert: 'IngressNginxReplicaUnreachable',
    fires: [{ series: [up(0)], at: '15m', labels: { pod: 'ingress-nginx-1' } }],
    silent: [{ series: [up(1)], at: '15m' }],
  },
  {
    alert: 'IngressNginxConfigReloadFailed',
    fires: [{ series: [reload(0)], at: '15m', labels: { controller_pod: 'a' } }],
    silent: [{ series: [reload(1)], at: '15m' }],
  },
  {
    alert: 'IngressNginxCertificateExpiring',
    fires: [
      {
        series: [ends('shop.example.com', day)],
        at: '20m',
        labels: { host: 'shop.example.com', secret_name: 'web-tls' },
      },
    ],
    silent: [
      { series: [ends('shop.example.com', 2 * day)], at: '20m' },
      // The self-signed one for hosts that nobody has.
      { series: [ends('_', 0)], at: '20m' },
    ],
  },
  {
    alert: 'IngressNginxRetired',
    fires: [
      {
        series: [
          { series: 'nginx_ingress_controller_build_info{job="ingress-nginx", pod="a"}', values: '1x120' },
        ],
        at: '90m',
      },
    ],
    silent: [
      { series: [], at: '90m' },
      {
        series: [
          { series: 'nginx_ingress_controller_build_info{job="ingress-nginx", pod="a"}', values: '1x120' },
        ],
        at: '30m',
      },
    ],
  },
];
