// Alerts on the AWS cloud controller.
import type { RuleGroup } from '../kit/alerts.js';
import { cloudControllerAlerts } from '../kit/cloud-controller-alerts.js';
import { name, namespaceName } from './names.js';

const refusals = `- "no EC2 IMDS role found" or "UnauthorizedOperation": the control-plane instances have no role, or its policy lacks the call; docs/prerequisites.md of cloud-provider-aws has the list.
- "no ClusterID found": instances, subnets and the security group of the nodes need the tag kubernetes.io/cluster/NAME: owned or shared.
- "could not find any suitable subnets": no subnet with that tag in a zone of the nodes.
- "RulesPerSecurityGroupLimitExceeded", "TooManyLoadBalancers": quotas of the account.
- A name that is not the private DNS name or the number of the instance: the kubelet's --hostname-override.`;

export const alerts: readonly RuleGroup[] = [
  {
    name,
    rules: [
      ...cloudControllerAlerts({ prefix: 'AWS', name, namespace: namespaceName, cloud: 'AWS', refusals }),
      {
        alert: 'AWSAPIErrors',
        expr: `sum by (request) (increase(cloudprovider_aws_api_request_errors{job="${name}"}[15m])) > 5`,
        for: '15m',
        severity: 'warning',
        summary: 'Calls {{ $labels.request }} of the AWS cloud controller fail',
        description: 'Nodes or load balancers follow no change while it lasts.',
        runbook: `
The log, \`kubectl -n ${namespaceName} logs ds/${name} --prefix\`, quotes the answers; CloudTrail has the calls with the policy that refused them.

${refusals}`,
      },
      {
        alert: 'AWSAPIThrottled',
        expr: `sum by (operation_name) (increase(cloudprovider_aws_api_throttled_requests_total{job="${name}"}[15m])) > 20`,
        for: '30m',
        severity: 'info',
        summary: 'AWS slows down {{ $labels.operation_name }} of the cloud controller',
        description:
          'The account’s rate of calls in this region is used up. Nodes and load balancers follow late.',
        runbook:
          'The limit is shared by all that calls EC2 in the account and region: look for the caller in CloudTrail (autoscalers, other clusters, inventories). Ask AWS for a higher limit, or move clusters into accounts of their own.',
      },
    ],
  },
];
