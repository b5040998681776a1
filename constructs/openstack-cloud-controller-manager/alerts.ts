// Alerts on the OpenStack cloud controller.
import type { RuleGroup } from '../kit/alerts.js';
import { cloudControllerAlerts } from '../kit/cloud-controller-alerts.js';
import { name, namespaceName } from './names.js';

const refusals = `- "Authentication failed" or 401: credentials in cloud.conf of Secret cloud-config; application credentials run out, and die with the user who made them.
- "x509": the CA of the API: privateCa in the profile, ca-file in cloud.conf.
- "quota exceeded": load balancers, floating IPs, ports or security-group rules of the project (\`openstack quota show\`).
- "multiple floating networks" or "no subnet": floating-network-id or subnet-id in cloud.conf.
- A load balancer in ERROR or PENDING_UPDATE: \`openstack loadbalancer show\`; only an administrator of the cloud gets it out, by failover.`;

export const alerts: readonly RuleGroup[] = [
  {
    name,
    rules: [
      ...cloudControllerAlerts({
        prefix: 'OpenStack',
        name,
        namespace: namespaceName,
        cloud: 'OpenStack',
        refusals,
      }),
      {
        alert: 'OpenStackAPIErrors',
        expr: `
sum by (request) (increase(openstack_api_request_errors_total{job="${name}"}[15m]))
  / sum by (request) (increase(openstack_api_requests_total{job="${name}"}[15m]))
> 0.5
and sum by (request) (increase(openstack_api_request_errors_total{job="${name}"}[15m])) > 5`,
        for: '15m',
        severity: 'warning',
        summary: '{{ $value | humanizePercentage }} of the calls {{ $labels.request }} to OpenStack fail',
        description: 'Nodes or load balancers follow no change while it lasts.',
        runbook: `
The log, \`kubectl -n ${namespaceName} logs ds/${name} --prefix\`, quotes the answers. Calls of server_* are Nova’s, loadbalancer_* Octavia’s, floating_ip_* and port_* Neutron’s.

${refusals}`,
      },
    ],
  },
];
