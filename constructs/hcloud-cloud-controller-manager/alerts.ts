// Alerts on the Hetzner Cloud controller.
import type { RuleGroup } from '../kit/alerts.js';
import { cloudControllerAlerts } from '../kit/cloud-controller-alerts.js';
import { name, namespaceName } from './names.js';

const refusals = `- "unauthorized": the token in Secret hcloud is wrong, was revoked, or may only read.
- "load-balancer.hetzner.cloud/location" or "network-zone": neither the Service nor the profile says where a load balancer is to be.
- "resource_limit_exceeded": the project's limit of load balancers, or of targets for their type, is reached.
- "This node is not attached to Network": attach every control-plane node to the network of the profile.
- "rate_limit_exceeded": too many calls with this token; who else uses it?`;

export const alerts: readonly RuleGroup[] = [
  {
    name,
    rules: [
      ...cloudControllerAlerts({
        prefix: 'Hcloud',
        name,
        namespace: namespaceName,
        cloud: 'Hetzner Cloud',
        refusals,
      }),
      {
        alert: 'HcloudAPIRefuses',
        expr: `sum by (code) (increase(hcloud_api_requests_total{job="${name}", code=~"401|403|429|5.."}[15m])) > 5`,
        for: '15m',
        severity: 'warning',
        summary: 'Hetzner Cloud answers {{ $labels.code }} to its cloud controller',
        description: 'Nodes and load balancers follow no change while it lasts.',
        runbook: `
401 and 403: the token. 429: the project's rate limit, which all tokens of it share. 5xx: status.hetzner.com. The log, \`kubectl -n ${namespaceName} logs ds/${name} --prefix\`, quotes the answers:

${refusals}`,
      },
    ],
  },
];
