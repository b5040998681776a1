// hcloud-cloud-controller-manager: nodes, load balancers and routes of Hetzner Cloud.
import { defineAddon } from '../kit/addon.js';
import { alertRules } from '../kit/alerts.js';
import type { SecretNeed } from '../kit/secret.js';
import { alerts } from './alerts.js';
import { type Config, configSchema } from './config.js';
import { controller } from './controller.js';
import { addonName, namespaceName, secretName } from './names.js';
import { pins } from './pins.js';
import { problems, warnings } from './problems.js';

export const hcloudCloudControllerManager = defineAddon({
  name: addonName,
  title: 'Nodes, load balancers and private networks of Hetzner Cloud.',
  pins,
  config: configSchema,
  tradeOffs: [
    'Kubelets must run with --cloud-provider=external: nodes then wait, tainted, until this controller has initialised them. Turning that on later does not initialise nodes that exist.',
    'The token may read and write the whole project: keep a project for each cluster.',
    'A node whose server is gone from the project is deleted from the cluster, with its pods. A Robot server that is not in the account counts as gone.',
    'Upstream runs one pod without a lease; here one runs on each control plane, and the lease decides who works.',
    'Without a private network it runs on the pod network: the network plugin must tolerate nodes that are not initialised, as the common ones do.',
  ],
  namespaces: (config) => [
    config.network
      ? {
          name: namespaceName,
          podSecurity: 'privileged',
          reason:
            'It makes the routes that pods need, so it uses the host’s network: upstream’s manifest for networks does as well.',
        }
      : { name: namespaceName, podSecurity: 'restricted' },
  ],
  provides: ({ loadBalancers }) => (loadBalancers.enabled ? { loadBalancer: { provider: 'hcloud' } } : {}),
  secrets,
  problems,
  warnings,
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
  return [
    {
      namespace: namespaceName,
      name: secretName,
      purpose: 'Lets the cloud controller read servers and make load balancers and routes in your project',
      keys: {
        token: { kind: 'given', description: 'API token of the project, with rights to read and write' },
        ...(config.robot
          ? {
              'robot-user': { kind: 'given', description: 'User of the Robot web service' } as const,
              'robot-password': { kind: 'given', description: 'Its password' } as const,
            }
          : {}),
      },
    },
  ];
}
