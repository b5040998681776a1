// kube-vip: addresses by ARP and NDP, for Services and for the API server of kubeadm clusters.
import { defineAddon } from '../kit/addon.js';
import { alertRules } from '../kit/alerts.js';
import { alerts } from './alerts.js';
import { type Config, configSchema } from './config.js';
import { ipam } from './ipam.js';
import { monitoring } from './monitoring.js';
import { addonName, ipamNamespace, namespaceName } from './names.js';
import { pins } from './pins.js';
import { problems, warnings } from './problems.js';
import { rbac } from './rbac.js';
import { speaker } from './speaker.js';
import { controlPlaneFiles } from './static-pod.js';

export const kubeVip = defineAddon({
  name: addonName,
  title: 'One address for the API server, and addresses for load balancers on bare metal, by ARP and NDP.',
  pins,
  config: configSchema,
  tradeOffs: [
    'ARP and NDP alone: nodes must share a network segment, and one node takes all traffic of an address. kube-vip’s BGP, routing-table and WireGuard modes, egress and IPVS are not offered; MetalLB has BGP.',
    'One load balancer a cluster: beside MetalLB it can hold the API server’s address alone (services.enabled: false).',
    'The static pod is a file for you to copy to control-plane nodes: it is not applied, and not upgraded, with the bundle. It acts with admin.conf, as upstream’s does.',
    'The kubelet pulls the static pod’s image without pull secrets of the cluster: a mirror must admit the nodes.',
    'With pools, kube-vip-cloud-provider writes the annotation kube-vip.io/loadbalancerIPs into Services: GitOps must not take it back.',
    'Runs as root on the host’s network with NET_ADMIN and NET_RAW, out of reach of NetworkPolicies: ports 2112 and 2114 are open on the nodes.',
  ],
  namespaces: (config) => [
    ...(config.services.enabled
      ? [
          {
            name: namespaceName,
            podSecurity: 'privileged' as const,
            reason:
              'Addresses are put on, and announced from, the node’s own interfaces: host network, NET_ADMIN and NET_RAW.',
          },
        ]
      : []),
    ...(handsOut(config) ? [{ name: ipamNamespace, podSecurity: 'restricted' as const }] : []),
  ],
  provides: (config) => (config.services.enabled ? { loadBalancer: { provider: 'kube-vip' } } : {}),
  files: controlPlaneFiles,
  problems,
  warnings,
  alerts: () => alerts,
  build(chart, config, platform) {
    if (!config.services.enabled) return;
    rbac(chart, config);
    speaker(chart, config, platform);
    monitoring(chart, platform);
    if (handsOut(config)) ipam(chart, config, platform);
    alertRules(chart, platform, {
      addon: addonName,
      namespace: namespaceName,
      name: addonName,
      groups: alerts,
    });
  },
});

function handsOut({ services }: Config): boolean {
  return services.enabled && services.pools.length > 0;
}
