// The Hetzner Cloud controller. Flags and variables:
// hetznercloud/hcloud-cloud-controller-manager@v1.35.0: deploy/ccm-networks.yaml, internal/config
import type { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { toOutside } from '../kit/allow.js';
import { cloudController } from '../kit/cloud-controller.js';
import { imageRef } from '../kit/image.js';
import type { Platform } from '../kit/platform.js';
import { podSecurity } from '../kit/workload.js';
import type { Config } from './config.js';
import { addonName, name, namespaceName, secretName } from './names.js';
import { pins } from './pins.js';

export function controller(scope: Construct, config: Config, platform: Platform): void {
  cloudController(scope, platform, {
    addon: addonName,
    namespace: namespaceName,
    name,
    image: imageRef(pins.images.controller, platform),
    args: args(config, platform),
    env: [...credentials(config), ...settings(config)],
    // The user of upstream's manifest.
    podSecurity: podSecurity(65532),
    resources: config.resources,
    hostNetwork: Boolean(config.network),
    // api.hetzner.cloud and robot-ws.your-server.de, whose addresses are not fixed.
    to: [toOutside(platform, 443)],
  });
}

function args(config: Config, platform: Platform): string[] {
  return [
    '--cloud-provider=hcloud',
    // Servers carry no tag of their cluster.
    '--allow-untagged-cloud',
    ...(config.network?.routes
      ? [
          '--allocate-node-cidrs=true',
          `--cluster-cidr=${platform.cluster.podCidrs.join(',')}`,
          '--feature-gates=CloudControllerManagerWatchBasedRoutesReconciliation=true',
          '--route-reconciliation-period=30s',
        ]
      : ['--configure-cloud-routes=false']),
    `--v=${config.logLevel}`,
  ];
}

function credentials(config: Config): k8s.EnvVar[] {
  const secret = (variable: string, key: string): k8s.EnvVar => ({
    name: variable,
    valueFrom: { secretKeyRef: { name: secretName, key } },
  });
  return [
    secret('HCLOUD_TOKEN', 'token'),
    ...(config.robot
      ? [
          { name: 'ROBOT_ENABLED', value: 'true' },
          secret('ROBOT_USER', 'robot-user'),
          secret('ROBOT_PASSWORD', 'robot-password'),
        ]
      : []),
  ];
}

function settings({ network, loadBalancers: lb, addressFamily }: Config): k8s.EnvVar[] {
  const variables: Readonly<Record<string, string | undefined>> = {
    // The same numbers are on the HTTPS port, for those who may read them; this one asks nobody.
    HCLOUD_METRICS_ADDRESS: '127.0.0.1:8233',
    HCLOUD_INSTANCES_ADDRESS_FAMILY: addressFamily,
    HCLOUD_NETWORK: network?.name,
    HCLOUD_NETWORK_ROUTES_ENABLED: network ? String(network.routes) : undefined,
    HCLOUD_LOAD_BALANCERS_ENABLED: String(lb.enabled),
    ...(lb.enabled
      ? {
          HCLOUD_LOAD_BALANCERS_LOCATION: lb.location,
          HCLOUD_LOAD_BALANCERS_NETWORK_ZONE: lb.networkZone,
          HCLOUD_LOAD_BALANCERS_TYPE: lb.type,
          HCLOUD_LOAD_BALANCERS_ALGORITHM_TYPE: lb.algorithm,
          HCLOUD_LOAD_BALANCERS_USE_PRIVATE_IP: String(lb.usePrivateIp),
          HCLOUD_LOAD_BALANCERS_USES_PROXYPROTOCOL: String(lb.proxyProtocol),
          HCLOUD_LOAD_BALANCERS_DISABLE_IPV6: String(!lb.ipv6),
          HCLOUD_LOAD_BALANCERS_PRIVATE_SUBNET_IP_RANGE: lb.privateSubnet,
        }
      : {}),
  };
  return Object.entries(variables).flatMap(([variable, value]) =>
    value === undefined ? [] : [{ name: variable, value }],
  );
}
