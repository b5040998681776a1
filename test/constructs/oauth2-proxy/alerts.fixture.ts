// Series for which each alert of oauth2-proxy fires, and series for which it stays silent.
import type { AlertTest } from '../../support/promtool.js';

const up = (job: string, value: number) => ({ series: `up{job="${job}"}`, values: `${value}x60` });
const requests = (code: string, step: number) => ({
  series: `oauth2_proxy_requests_total{job="oauth2-proxy", code="${code}"}`,
  values: `0+${step}x60`,
});
const bucket = (le: string, step: number) => ({
  series: `oauth2_proxy_response_duration_seconds_bucket{job="oauth2-proxy", method="get", le="${le}"}`,
  values: `0+${step}x60`,
});

export const alertTests: readonly AlertTest[] = [
  {
    alert: 'OAuth2ProxyDown',
    fires: [
      { series: [up('oauth2-proxy', 0)], at: '10m' },
      { series: [up('other', 1)], at: '10m' },
    ],
    silent: [{ series: [up('oauth2-proxy', 1)], at: '10m' }],
  },
  {
    alert: 'OAuth2ProxyErrors',
    fires: [{ series: [requests('202', 60), requests('500', 6)], at: '30m' }],
    silent: [
      { series: [requests('202', 600), requests('500', 6)], at: '30m' },
      // On the way to the issuer.
      { series: [requests('202', 60), requests('302', 60)], at: '30m' },
    ],
  },
  {
    alert: 'OAuth2ProxyManyDenied',
    fires: [{ series: [requests('202', 10), requests('403', 30)], at: '50m' }],
    silent: [
      { series: [requests('202', 30), requests('403', 10)], at: '50m' },
      { series: [requests('403', 1)], at: '50m' },
    ],
  },
  {
    alert: 'OAuth2ProxyHighLatency',
    fires: [
      { series: [requests('202', 60), bucket('1', 10), bucket('2.5', 60), bucket('+Inf', 60)], at: '40m' },
    ],
    silent: [
      { series: [requests('202', 60), bucket('0.1', 60), bucket('1', 60), bucket('+Inf', 60)], at: '40m' },
    ],
  },
];
