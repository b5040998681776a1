// Alerts on the AWS load balancer controller.
import type { RuleGroup } from '../kit/alerts.js';

const job = 'job="aws-load-balancer-controller"';
const logs =
  '`kubectl -n aws-load-balancer-controller logs deploy/aws-load-balancer-controller --all-pods --prefix`';

export const alerts: readonly RuleGroup[] = [
  {
    name: 'aws-load-balancer-controller',
    rules: [
      {
        alert: 'AWSLoadBalancerControllerDown',
        expr: `absent(up{${job}} == 1)`,
        for: '10m',
        severity: 'warning',
        summary: 'No AWS load balancer controller runs',
        description:
          'New pods and nodes are not registered with load balancers and old ones stay, so that a rollout of an application may lose its traffic. New Services of type LoadBalancer and changes of Ingresses of its class are refused.',
        runbook: `
1. \`kubectl -n aws-load-balancer-controller get pods,events\` and ${logs}.
2. ContainerCreating, Secret aws-load-balancer-tls not found: \`kubectl -n aws-load-balancer-controller describe certificate aws-load-balancer-webhook\`.
3. "failed to fetch VPC ID from instance metadata" or "region": pods do not reach the metadata; set vpcId and region in the profile.
4. "no EC2 IMDS role found", "AssumeRoleWithWebIdentity": roleArn, the trust policy of the role, or the pod identity association.
5. To change Ingresses before it is mended: delete ValidatingWebhookConfiguration aws-load-balancer-controller, and apply the bundle again afterwards.`,
      },
      {
        alert: 'AWSLoadBalancerReconcileErrors',
        expr: `sum by (controller, error_category) (increase(awslbc_controller_reconcile_errors_total{${job}}[15m])) > 3`,
        for: '15m',
        severity: 'warning',
        summary:
          'The AWS load balancer controller fails at {{ $labels.controller }}: {{ $labels.error_category }}',
        description: 'What it fails at keeps its old state, or gets no load balancer.',
        runbook: `
Events of the object quote the error: \`kubectl get events -A --field-selector type=Warning | grep -E 'Failed(Build|Deploy)Model'\`; ${logs} has the rest.

- "couldn't auto-discover subnets": subnets need the tag kubernetes.io/role/elb or kubernetes.io/role/internal-elb, two zones for an application load balancer.
- "certificate not found for host": no certificate in ACM has the host.
- "backend service not found": the Ingress names a Service or port that is not there.`,
      },
      {
        alert: 'AWSLoadBalancerPermissionErrors',
        expr: `sum by (service, operation) (increase(aws_api_call_permission_errors_total{${job}}[15m])) > 0`,
        for: '15m',
        severity: 'warning',
        summary: 'AWS refuses {{ $labels.service }} {{ $labels.operation }} to the load balancer controller',
        description: 'Its role lacks the right: load balancers that need the call are not made or changed.',
        runbook:
          'Compare the policy of its role with docs/install/iam_policy.json of the release, which grows with releases. A policy with conditions on tags refuses what was made before the tags.',
      },
      {
        alert: 'AWSLoadBalancerLimitExceeded',
        expr: `sum by (service, operation) (increase(aws_api_call_service_limit_exceeded_errors_total{${job}}[15m])) > 0`,
        for: '15m',
        severity: 'warning',
        summary: 'A quota of AWS stops {{ $labels.operation }} of the load balancer controller',
        description:
          'New load balancers, listeners, rules or targets cannot be made until the quota is raised.',
        runbook:
          'Service Quotas in the AWS console, Elastic Load Balancing: load balancers of a region, targets of a load balancer, rules of a listener, security groups. Ingresses with one `alb.ingress.kubernetes.io/group.name` share a load balancer.',
      },
    ],
  },
];
