// openstack-cloud-controller-manager: nodes, Octavia load balancers and routes of OpenStack.
import { defineAddon, type Problem } from '../kit/addon.js';
import { alertRules } from '../kit/alerts.js';
import { cloudControllerProblems } from '../kit/cloud-controller-problems.js';
import type { Platform } from '../kit/platform.js';
import type { SecretNeed } from '../kit/secret.js';
import { alerts } from './alerts.js';
import { type Config, configSchema } from './config.js';
import { controller } from './controller.js';
import { addonName, namespaceName, secretName } from './names.js';
import { pins, releases } from './pins.js';

export const openstackCloudControllerManager = defineAddon({
  name: addonName,
  title: 'Nodes and Octavia load balancers of OpenStack.',
  pins,
  config: configSchema,
  tradeOffs: [
    'One release for each Kubernetes minor: the image follows cluster.kubernetesVersion, and a minor without a release is refused. Upgrade the control plane and it together.',
    'Kubelets must run with --cloud-provider=external: nodes then wait, tainted, until this controller has initialised them.',
    'cloud.conf is a Secret as a whole, since it holds credentials: prefer an application credential over a user’s password.',
    'Names of nodes must be those of their servers in Nova. A node whose server is gone is deleted from the cluster, with its pods.',
    'Upstream mounts the certificates of the host; here a CA of your own comes by the Secret (privateCa), and public ones are in the image.',
    'A change of cloud.conf is seen at the next start: `kubectl -n openstack-cloud-controller-manager rollout restart ds`.',
  ],
  namespaces: () => [
    {
      name: namespaceName,
      podSecurity: 'privileged',
      reason:
        'It initialises the nodes that a pod network needs, so it uses the host’s network, as upstream’s manifest does.',
    },
  ],
  provides: ({ loadBalancers }) => (loadBalancers ? { loadBalancer: { provider: 'octavia' } } : {}),
  secrets,
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

function secrets(config: Config): readonly SecretNeed[] {
  const sections = [
    '[Global] with auth-url, region and application-credential-id and -secret',
    ...(config.loadBalancers ? ['[LoadBalancer] with floating-network-id and subnet-id'] : []),
    ...(config.routes ? ['[Route] with router-id'] : []),
    ...(config.privateCa ? ['ca-file=/etc/config/ca.crt in [Global]'] : []),
  ];
  return [
    {
      namespace: namespaceName,
      name: secretName,
      purpose: 'Tells the cloud controller where OpenStack is, and lets it in',
      keys: {
        'cloud.conf': { kind: 'given', description: `Configuration file: ${sections.join('; ')}` },
        ...(config.privateCa
          ? { 'ca.crt': { kind: 'given', description: 'CA of the OpenStack APIs, PEM' } as const }
          : {}),
      },
    },
  ];
}

function problems(config: Config, platform: Platform): readonly Problem[] {
  const { kubernetesVersion } = platform.cluster;
  const elsewhere = cloudControllerProblems(platform, {
    cloud: 'OpenStack',
    replaceBundled: config.replaceBundled,
  });
  if (elsewhere.length > 0 || kubernetesVersion in releases) return elsewhere;
  return [
    {
      path: [],
      message: `has no release for Kubernetes ${kubernetesVersion}, and each is made for one minor alone; keep cluster.kubernetesVersion at ${Object.keys(releases).at(-1)} until a release is pinned`,
    },
  ];
}
