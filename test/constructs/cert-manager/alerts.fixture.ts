// Series for which each alert of cert-manager fires, and series for which it stays silent. Time starts at 0.
import type { AlertTest } from '../../support/promtool.js';

const labels =
  'job="cert-manager", instance="a:9402", namespace="web", name="shop", issuer_name="plinth-public"';
const expires = (at: number) => ({
  series: `certmanager_certificate_expiration_timestamp_seconds{${labels}}`,
  values: `${at}x120`,
});
const renews = (at: number) => ({
  series: `certmanager_certificate_renewal_timestamp_seconds{${labels}}`,
  values: `${at}x120`,
});
const ready = (condition: string, value: number) => ({
  series: `certmanager_certificate_ready_status{${labels}, condition="${condition}"}`,
  values: `${value}x120`,
});
const issuer = (condition: string, value: number) => ({
  series: `certmanager_clusterissuer_ready_status{job="cert-manager", name="plinth-public", condition="${condition}"}`,
  values: `${value}x120`,
});
const challenge = (status: string, values: string) => ({
  series: `certmanager_certificate_challenge_status{namespace="web", name="shop-1", domain="shop.example.com", type="HTTP-01", status="${status}"}`,
  values,
});
const requests = (status: string, values: string) => ({
  series: `certmanager_http_acme_client_request_count{host="acme-v02.api.letsencrypt.org", status="${status}"}`,
  values,
});
const up = (job: string, value: number) => ({ series: `up{job="${job}"}`, values: `${value}x120` });
const sync = (what: string, step: number) => ({
  series: `certmanager_controller_sync_${what}_count{controller="challenges"}`,
  values: `0+${step}x120`,
});

const hour = 3600;
const where = { namespace: 'web', name: 'shop', issuer_name: 'plinth-public' };
const acme = { host: 'acme-v02.api.letsencrypt.org' };

export const alertTests: readonly AlertTest[] = [
  {
    alert: 'CertManagerCertExpirySoon',
    // Renewal was due at the start and the end comes at 2h: after one hour the half has passed.
    fires: [{ series: [expires(2 * hour), renews(1)], at: '80m', labels: where }],
    silent: [
      { series: [expires(2 * hour), renews(1)], at: '50m' },
      { series: [expires(90 * 24 * hour), renews(60 * 24 * hour)], at: '80m' },
      // Never issued: both are 0, and CertManagerCertNotReady speaks.
      { series: [expires(0), renews(0)], at: '80m' },
    ],
  },
  {
    alert: 'CertManagerCertExpired',
    fires: [{ series: [expires(hour)], at: '62m', labels: where }],
    silent: [
      { series: [expires(hour)], at: '58m' },
      { series: [expires(0)], at: '62m' },
    ],
  },
  {
    alert: 'CertManagerCertNotReady',
    fires: [
      { series: [ready('True', 0), ready('False', 1)], at: '40m', labels: { ...where, condition: 'False' } },
      {
        series: [ready('True', 0), ready('Unknown', 1)],
        at: '40m',
        labels: { ...where, condition: 'Unknown' },
      },
    ],
    silent: [
      { series: [ready('True', 1), ready('False', 0), ready('Unknown', 0)], at: '40m' },
      { series: [ready('True', 0), ready('False', 1)], at: '20m' },
    ],
  },
  {
    alert: 'CertManagerIssuerNotReady',
    fires: [
      {
        series: [issuer('True', 0), issuer('False', 1)],
        at: '20m',
        labels: { name: 'plinth-public', condition: 'False' },
      },
    ],
    silent: [{ series: [issuer('True', 1), issuer('False', 0)], at: '20m' }],
  },
  {
    alert: 'CertManagerChallengeStuck',
    fires: [
      {
        series: [challenge('pending', '1x120'), challenge('valid', '0x120')],
        at: '70m',
        labels: { namespace: 'web', name: 'shop-1', domain: 'shop.example.com', type: 'HTTP-01' },
      },
    ],
    silent: [
      { series: [challenge('pending', '1x5 0x115'), challenge('valid', '0x5 1x115')], at: '70m' },
      { series: [challenge('pending', '1x120')], at: '30m' },
    ],
  },
  {
    alert: 'CertManagerAbsent',
    fires: [
      { series: [up('cert-manager', 0)], at: '20m' },
      { series: [up('other', 1)], at: '20m' },
    ],
    silent: [{ series: [up('cert-manager', 1)], at: '20m' }],
  },
  {
    alert: 'CertManagerWebhookDown',
    fires: [{ series: [up('cert-manager-webhook', 0)], at: '20m' }],
    silent: [{ series: [up('cert-manager-webhook', 1)], at: '20m' }],
  },
  {
    alert: 'CertManagerCAInjectorDown',
    fires: [{ series: [up('cert-manager-cainjector', 0)], at: '40m' }],
    silent: [{ series: [up('cert-manager-cainjector', 1)], at: '40m' }],
  },
  {
    alert: 'CertManagerSyncErrors',
    fires: [
      { series: [sync('error', 5), sync('call', 10)], at: '60m', labels: { controller: 'challenges' } },
    ],
    silent: [
      { series: [sync('error', 1), sync('call', 100)], at: '60m' },
      { series: [sync('error', 0), sync('call', 0)], at: '60m' },
    ],
  },
  {
    alert: 'CertManagerHittingRateLimits',
    fires: [{ series: [requests('429', '0x10 1x110'), requests('200', '0+1x120')], at: '30m', labels: acme }],
    silent: [{ series: [requests('200', '0+1x120')], at: '30m' }],
  },
  {
    alert: 'CertManagerAcmeRequestErrors',
    fires: [{ series: [requests('503', '0+1x120'), requests('200', '0+1x120')], at: '90m', labels: acme }],
    silent: [
      { series: [requests('503', '0+1x120'), requests('200', '0+10x120')], at: '90m' },
      // Stale nonces are answered 400 and retried: normal.
      { series: [requests('400', '0+1x120'), requests('200', '0+1x120')], at: '90m' },
    ],
  },
];
