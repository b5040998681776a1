// Where kube-vip cannot work, and what its parts would read in another way than it was meant.
import type { Problem } from '../kit/addon.js';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';
import { isCidrs } from './ipam.js';

const clouds = ['eks', 'gke', 'aks'];

export function problems(config: Config, platform: Platform): readonly Problem[] {
  return [...place(config, platform), ...pools(config)];
}

function place(config: Config, { cluster }: Platform): readonly Problem[] {
  const { distribution } = cluster;
  if (clouds.includes(distribution)) {
    return [
      {
        path: [],
        message: `${distribution} gives load balancers addresses itself, and its network does not carry ARP; remove this addon`,
      },
    ];
  }
  return [
    ...(config.services.enabled || config.controlPlane
      ? []
      : [
          {
            path: ['services', 'enabled'],
            message: 'is false without controlPlane: nothing is left to do; remove this addon',
          },
        ]),
    ...(config.services.enabled && distribution === 'k3s' && !config.replaceBundled
      ? [
          {
            path: [],
            message:
              'k3s brings its own service load balancer, and both would answer the same Services; remove this addon, or put `disable: [servicelb]` into /etc/rancher/k3s/config.yaml of every server and set replaceBundled: true',
          },
        ]
      : []),
    ...(config.controlPlane && distribution !== 'kubeadm'
      ? [
          {
            path: ['controlPlane'],
            message: `makes a static pod for kubeadm, and this is ${distribution}; remove it${distribution === 'talos' ? ' and set machine.network.interfaces[].vip in the machine configuration' : ''}`,
          },
        ]
      : []),
  ];
}

function pools({ services }: Config): readonly Problem[] {
  const owners = services.pools.map((pool) => pool.namespace ?? 'global');
  const cidrs = isCidrs(services.pools[0]?.addresses ?? []);
  const ofKind = (addresses: readonly string[]) => addresses.every((a) => a.includes('/') === cidrs);
  return services.pools.flatMap((pool, i) => [
    ...(owners.indexOf(owners[i] as string) < i
      ? [
          {
            path: ['services', 'pools', i],
            message: `is a second pool ${pool.namespace ? `of namespace ${pool.namespace}` : 'for all namespaces'}; put its addresses into the first`,
          },
        ]
      : []),
    ...(ofKind(pool.addresses)
      ? []
      : [
          {
            path: ['services', 'pools', i, 'addresses'],
            message:
              'mixes CIDRs and first-last ranges with the other pools; kube-vip-cloud-provider looks for CIDRs first and would pass ranges by: write all pools in one way',
          },
        ]),
  ]);
}

export function warnings(config: Config, _platform: Platform): readonly string[] {
  return config.services.enabled && config.services.pools.length === 0
    ? [
        'kube-vip has no services.pools: each Service of type LoadBalancer stays pending until it names its address in the annotation kube-vip.io/loadbalancerIPs',
      ]
    : [];
}
