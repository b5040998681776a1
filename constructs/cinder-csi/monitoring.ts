// Alerts and dashboard of the Cinder driver, and the metrics that they stand on.
import type { RuleGroup } from '../kit/alerts.js';
import { csiAlerts, csiDashboard, csiMetrics } from '../kit/csi.js';
import { row } from '../kit/dashboard-board.js';
import { query, timeseries } from '../kit/dashboard-panels.js';
import { addonName, driver } from './names.js';

export const alerts: readonly RuleGroup[] = [
  {
    name: addonName,
    rules: csiAlerts(driver, {
      prefix: 'CinderCsi',
      storage: 'OpenStack',
      sidecarMetrics: true,
      hints: `
- "Authentication failed" or 401: the credentials in Secret cloud-config are wrong or have expired.
- "VolumeSizeExceedsAvailableQuota", "VolumeLimitExceeded", 413: the project's quota; \`openstack quota show\`.
- Timeouts: does Keystone's catalogue give addresses that pods reach, on the ports in \`apiPorts\`?
- A volume that stays attaching or detaching: \`openstack volume show\` and the server's events; an operator of the cloud may have to reset its state.
- "no valid host": the zones of Cinder and Nova differ, see \`ignoreVolumeAz\`.`.trim(),
    }),
  },
];

export function cinderDashboard(): unknown {
  const job = `job="${driver.controller.name}"`;
  return csiDashboard(driver, {
    title: 'OpenStack volumes',
    rows: [
      row('Cloud', [
        timeseries({
          title: 'Requests to the cloud',
          description: 'By kind.',
          unit: 'reqps',
          queries: [
            query(
              `sum by (request) (rate(openstack_api_requests_total{${job}}[$__rate_interval]))`,
              '{{request}}',
            ),
          ],
        }),
        timeseries({
          title: 'Failed requests',
          description: 'By kind. Quotas, expired credentials and an ailing cloud show here first.',
          unit: 'reqps',
          queries: [
            query(
              `sum by (request) (rate(openstack_api_request_errors_total{${job}}[$__rate_interval]))`,
              '{{request}}',
            ),
          ],
        }),
      ]),
    ],
  });
}

/** openstack_*: kubernetes/cloud-provider-openstack@v1.36.0:pkg/metrics/metrics_api.go */
export const metrics: readonly string[] = [
  ...csiMetrics,
  'openstack_api_request_errors_total',
  'openstack_api_requests_total',
];
