// The OpenStack cloud controller.
// Flags: kubernetes/cloud-provider-openstack@v1.36.0:manifests/controller-manager/openstack-cloud-controller-manager-ds.yaml
import type { Construct } from 'constructs';
import { cloudController } from '../kit/cloud-controller.js';
import { imageRef, type Pin } from '../kit/image.js';
import type { Platform } from '../kit/platform.js';
import { podSecurity } from '../kit/workload.js';
import type { Config } from './config.js';
import { addonName, configPath, name, namespaceName, secretName } from './names.js';
import { releases } from './pins.js';

/** The user of upstream's manifest. */
const user = 1001;

export function controller(scope: Construct, config: Config, platform: Platform): void {
  cloudController(scope, platform, {
    addon: addonName,
    namespace: namespaceName,
    name,
    image: imageRef(releaseFor(platform), platform),
    command: ['/bin/openstack-cloud-controller-manager'],
    args: args(config, platform),
    volumes: [
      {
        volume: { name: 'cloud-config', secret: { secretName, defaultMode: 0o440 } },
        mountPath: configPath,
      },
    ],
    podSecurity: podSecurity(user, user, user),
    resources: config.resources,
    // It writes the subnet and the load balancer's number into annotations.
    rules: [{ apiGroups: [''], resources: ['services'], verbs: ['patch'] }],
  });
}

/** Where there is none for the minor, the plan is refused before this is rendered. */
function releaseFor({ cluster }: Platform): Pin {
  return releases[cluster.kubernetesVersion] ?? (releases['1.36'] as Pin);
}

function args(config: Config, platform: Platform): string[] {
  return [
    '--cloud-provider=openstack',
    `--cloud-config=${configPath}/cloud.conf`,
    `--cluster-name=${config.clusterName ?? platform.cluster.name}`,
    ...(config.loadBalancers ? [] : ['--controllers=*,-service-lb-controller']),
    ...(config.routes
      ? ['--allocate-node-cidrs=true', `--cluster-cidr=${platform.cluster.podCidrs.join(',')}`]
      : ['--configure-cloud-routes=false']),
    `--v=${config.logLevel}`,
  ];
}
