// aws-cloud-controller-manager: nodes and load balancers of clusters that you run on EC2 yourself.
import { defineAddon, type Problem } from '../kit/addon.js';
import { alertRules } from '../kit/alerts.js';
import { cloudControllerProblems } from '../kit/cloud-controller-problems.js';
import type { Platform } from '../kit/platform.js';
import { alerts } from './alerts.js';
import { type Config, configSchema } from './config.js';
import { controller } from './controller.js';
import { addonName, namespaceName } from './names.js';
import { pins, releases } from './pins.js';

export const awsCloudControllerManager = defineAddon({
  name: addonName,
  title: 'Nodes and load balancers on EC2, for clusters that are not EKS.',
  pins,
  config: configSchema,
  tradeOffs: [
    'One release for each Kubernetes minor: the image follows cluster.kubernetesVersion, and a minor without a published image is refused. Upgrade the control plane and it together.',
    'Kubelets must run with --cloud-provider=external: nodes then wait, tainted, until this controller has initialised them. They also lose the login to ECR that was built in: install ecr-credential-provider.',
    'Its rights in AWS are those of the control-plane instances, as upstream has it: whoever is on such a node has them too.',
    'Load balancers are Classic ones unless a Service asks for nlb; aws-load-balancer-controller makes better ones. Then set loadBalancers: false here, so that one of them serves a Service.',
    'Names of nodes must be the private DNS names or numbers of their instances. A node whose instance is gone is deleted from the cluster.',
  ],
  namespaces: () => [
    {
      name: namespaceName,
      podSecurity: 'privileged',
      reason:
        'It initialises the nodes that a pod network needs, and asks the instance’s metadata for its role, which pods are usually kept from: host’s network, as upstream’s example.',
    },
  ],
  provides: ({ loadBalancers }) =>
    loadBalancers ? { loadBalancer: { provider: 'aws-cloud-controller-manager' } } : {},
  problems,
  alerts: () => alerts,
  build(chart, config, platform) {
    controller(chart, config, platform);
    alertRules(chart, platform, {
      addon: addonName,
      namespace: namespaceName,
      name: addonName,
      groups: alerts,
    });
  },
});

function problems(config: Config, platform: Platform): readonly Problem[] {
  const { kubernetesVersion } = platform.cluster;
  const elsewhere = cloudControllerProblems(platform, {
    cloud: 'AWS',
    replaceBundled: config.replaceBundled,
    ownManaged: 'eks',
  });
  if (elsewhere.length > 0 || kubernetesVersion in releases) return elsewhere;
  return [
    {
      path: [],
      message: `has no published image for Kubernetes ${kubernetesVersion}, and each release is made for one minor alone; keep cluster.kubernetesVersion at ${Object.keys(releases).at(-1)} until one is pinned`,
    },
  ];
}
