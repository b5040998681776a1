// The AWS cloud controller.
// Flags: kubernetes/cloud-provider-aws@v1.35.2:examples/existing-cluster/base/aws-cloud-controller-manager-daemonset.yaml
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { cloudController } from '../kit/cloud-controller.js';
import { imageRef, type Pin } from '../kit/image.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { checksum, podSecurity } from '../kit/workload.js';
import type { Config } from './config.js';
import { addonName, configName, configPath, name, namespaceName } from './names.js';
import { releases } from './pins.js';

export function controller(scope: Construct, config: Config, platform: Platform): void {
  const cloudConf = cloudConfOf(config);
  new k8s.KubeConfigMap(scope, 'cloud-config', {
    metadata: { name: configName, namespace: namespaceName, labels: labels(addonName, configName) },
    data: { 'cloud.conf': cloudConf },
  });
  cloudController(scope, platform, {
    addon: addonName,
    namespace: namespaceName,
    name,
    image: imageRef(releaseFor(platform), platform),
    args: args(config, platform),
    volumes: [{ volume: { name: 'cloud-config', configMap: { name: configName } }, mountPath: configPath }],
    annotations: checksum(cloudConf),
    // The user of distroless images; the program needs no other.
    podSecurity: podSecurity(65532),
    resources: config.resources,
    // It was granted upstream for what it writes into Services.
    rules: [{ apiGroups: [''], resources: ['services'], verbs: ['patch', 'update'] }],
  });
}

/** Where there is none for the minor, the plan is refused before this is rendered. */
function releaseFor({ cluster }: Platform): Pin {
  return releases[cluster.kubernetesVersion] ?? (releases['1.35'] as Pin);
}

function args(config: Config, platform: Platform): string[] {
  return [
    '--cloud-provider=aws',
    `--cloud-config=${configPath}/cloud.conf`,
    ...(config.loadBalancers ? [] : ['--controllers=*,-service-lb-controller']),
    ...(config.routes
      ? ['--allocate-node-cidrs=true', `--cluster-cidr=${platform.cluster.podCidrs.join(',')}`]
      : ['--configure-cloud-routes=false']),
    `--v=${config.logLevel}`,
  ];
}

/** Names: kubernetes/cloud-provider-aws@v1.35.2:pkg/providers/v1/config/config.go */
function cloudConfOf(config: Config): string {
  return [
    '[Global]',
    ...config.nodeIpFamilies.map((family) => `NodeIPFamilies=${family}`),
    `DisableSecurityGroupIngress=${!config.securityGroupRules}`,
    `ClusterServiceLoadBalancerHealthProbeMode=${config.healthProbe}`,
    '',
  ].join('\n');
}
