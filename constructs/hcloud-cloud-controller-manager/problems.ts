// Where the Hetzner Cloud controller has no place, and settings that it would refuse at start.
import type { Problem } from '../kit/addon.js';
import { cloudControllerProblems } from '../kit/cloud-controller-problems.js';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';
import { testedMinors } from './pins.js';

export function problems(config: Config, platform: Platform): readonly Problem[] {
  const { loadBalancers: lb, network } = config;
  return [
    ...cloudControllerProblems(platform, {
      cloud: 'Hetzner Cloud',
      replaceBundled: config.replaceBundled,
    }),
    ...(lb.location && lb.networkZone
      ? [
          {
            path: ['loadBalancers', 'networkZone'],
            message: 'cannot stand beside location, which says it more closely; remove one of them',
          },
        ]
      : []),
    ...(!network && (lb.usePrivateIp || lb.privateSubnet)
      ? [
          {
            path: ['loadBalancers', lb.usePrivateIp ? 'usePrivateIp' : 'privateSubnet'],
            message: 'needs a private network; name it in network',
          },
        ]
      : []),
    ...(network?.routes && platform.cluster.podCidrs.some((range) => range.includes(':'))
      ? [
          {
            path: ['network', 'routes'],
            message:
              'cannot route IPv6, which cluster.podCidrs has: networks of Hetzner Cloud are IPv4; turn it off',
          },
        ]
      : []),
  ];
}

export function warnings(config: Config, platform: Platform): readonly string[] {
  const { loadBalancers: lb } = config;
  const { kubernetesVersion, controlPlanes, workers } = platform.cluster;
  return [
    ...(testedMinors.includes(kubernetesVersion)
      ? []
      : [
          `hcloud-cloud-controller-manager is tested with Kubernetes ${testedMinors[0]} to ${testedMinors.at(-1)}, and this is ${kubernetesVersion}`,
        ]),
    ...(lb.enabled && !lb.location && !lb.networkZone
      ? [
          'hcloud-cloud-controller-manager has no loadBalancers.location: each Service of type LoadBalancer stays pending without the annotation load-balancer.hetzner.cloud/location',
        ]
      : []),
    ...(config.network?.routes && controlPlanes + workers > 100
      ? [
          'a network of Hetzner Cloud has at most 100 routes, and there are more nodes: set network.routes: false',
        ]
      : []),
  ];
}
