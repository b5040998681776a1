// Series for which each alert of the Hetzner Cloud controller fires, and series for which it stays silent.
import { cloudControllerAlertTests } from '../../support/cloud-controller.js';
import type { AlertTest } from '../../support/promtool.js';

const name = 'hcloud-cloud-controller-manager';
const requests = (code: string, values: string) => ({
  series: `hcloud_api_requests_total{job="${name}", node="a", code="${code}", method="get", api_endpoint="/servers"}`,
  values,
});

export const alertTests: readonly AlertTest[] = [
  ...cloudControllerAlertTests('Hcloud', name),
  {
    alert: 'HcloudAPIRefuses',
    fires: [
      { series: [requests('401', '0+1x120')], at: '60m', labels: { code: '401' } },
      { series: [requests('503', '0+2x120')], at: '60m', labels: { code: '503' } },
    ],
    silent: [
      // Asking for what is gone is ordinary.
      { series: [requests('404', '0+9x120'), requests('200', '0+9x120')], at: '60m' },
      { series: [requests('429', '3x120')], at: '60m' },
    ],
  },
];
