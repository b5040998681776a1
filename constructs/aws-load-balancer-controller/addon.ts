// aws-load-balancer-controller: network load balancers for Services and application load balancers for Ingresses.
import { k8s } from 'cdk8s-plus-28';
import { defineAddon } from '../kit/addon.js';
import { alertRules } from '../kit/alerts.js';
import { labels } from '../kit/labels.js';
import { alerts } from './alerts.js';
import { configSchema } from './config.js';
import { addonName, namespaceName } from './names.js';
import { network } from './network.js';
import { pins } from './pins.js';
import { problems, warnings } from './problems.js';
import { rbac } from './rbac.js';
import { webhook } from './webhook.js';
import { workload } from './workload.js';

export const awsLoadBalancerController = defineAddon({
  name: addonName,
  title: 'Network and application load balancers of AWS, for Services and Ingresses.',
  pins,
  config: configSchema,
  tradeOffs: [
    'New Services of type LoadBalancer without a class are refused while no pod of it runs. Other Services are not asked about, as they are in upstream’s webhook.',
    'Services that exist keep the load balancer that they have: the class is given at creation alone, and cannot be changed.',
    'Beside aws-cloud-controller-manager, set its loadBalancers: false, or services: false here.',
    'Its role in AWS needs upstream’s iam_policy.json; this bundle makes no roles.',
    'Gateway API, Global Accelerator, QUIC, target groups that clusters share and sign-in at the load balancer (which reads Secrets) are left out, with the rights that they need.',
    'The CRDs come from the newest API module that is served, of 2022, and keep fields that it does not know: a misspelt field in spec is not found. v1alpha1 of TargetGroupBinding, which releases before 2.0 stored, is left out.',
    'Sign-in, certificates and headers of Ingresses in this class are annotations of its own: the platform’s public hosts stay with the ingress controller.',
  ],
  namespaces: () => [{ name: namespaceName, podSecurity: 'restricted' }],
  requires: () => ['certificates'],
  provides: ({ services }) =>
    services ? { loadBalancer: { provider: 'aws-load-balancer-controller' } } : {},
  crds: () => ['ingressclassparams.elbv2.k8s.aws.yaml', 'targetgroupbindings.elbv2.k8s.aws.yaml'],
  problems,
  warnings,
  alerts: () => alerts,
  build(chart, config, platform) {
    rbac(chart);
    workload(chart, config, platform);
    webhook(chart, config, platform);
    network(chart, platform);
    new k8s.KubeIngressClass(chart, 'ingress-class', {
      metadata: {
        name: config.ingressClass.name,
        labels: labels(addonName, config.ingressClass.name),
        ...(config.ingressClass.default
          ? { annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' } }
          : {}),
      },
      spec: { controller: 'ingress.k8s.aws/alb' },
    });
    alertRules(chart, platform, {
      addon: addonName,
      namespace: namespaceName,
      name: addonName,
      groups: alerts,
    });
  },
});
