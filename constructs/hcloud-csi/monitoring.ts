// Alerts and dashboard of the Hetzner Cloud driver, and the metrics that they stand on.
import type { RuleGroup } from '../kit/alerts.js';
import { csiAlerts, csiDashboard, csiMetrics } from '../kit/csi.js';
import { row } from '../kit/dashboard-board.js';
import { query, timeseries } from '../kit/dashboard-panels.js';
import { addonName, driver } from './names.js';

export const alerts: readonly RuleGroup[] = [
  {
    name: addonName,
    rules: csiAlerts(driver, {
      prefix: 'HcloudCsi',
      storage: 'Hetzner Cloud',
      sidecarMetrics: true,
      hints: `
- "unauthorized" or "invalid token": the token in Secret hcloud was revoked or may only read.
- "rate_limit_exceeded": the limit of requests is the whole project’s; see who else uses it.
- "resource_limit_exceeded": the project's limit of volumes; ask Hetzner to raise it.
- "volume already attached" or "server locked": it ends by itself when the cloud has finished. A server that is switched off by force keeps its volumes until they are detached by hand (\`hcloud volume detach\`).
- Is https://status.hetzner.com well?`.trim(),
    }),
  },
];

export function hcloudDashboard(): unknown {
  return csiDashboard(driver, {
    title: 'Hetzner Cloud volumes',
    rows: [
      row('Cloud', [
        timeseries({
          title: 'Requests to the cloud',
          description: 'By status code. 429: more than the project may send.',
          unit: 'reqps',
          queries: [
            query(
              `sum by (code) (rate(hcloud_api_requests_total{job="${driver.controller.name}"}[$__rate_interval]))`,
              '{{code}}',
            ),
          ],
        }),
      ]),
    ],
  });
}

/** hcloud_*: hetznercloud/csi-driver@v2.22.1:deploy/monitoring/grafana-dashboard.json */
export const metrics: readonly string[] = [...csiMetrics, 'hcloud_api_requests_total'];
