// MetalLB: addresses for Services of type LoadBalancer on clusters without a cloud.
import { defineAddon } from '../kit/addon.js';
import { alertRules } from '../kit/alerts.js';
import { dashboard, dashboardFact } from '../kit/dashboard.js';
import type { SecretNeed } from '../kit/secret.js';
import { alerts } from './alerts.js';
import { type Config, configSchema } from './config.js';
import { controller } from './controller.js';
import { metallbDashboard } from './dashboard.js';
import { monitoring } from './monitoring.js';
import { addonName, namespaceName, webhookSecret } from './names.js';
import { pins } from './pins.js';
import { pools } from './pools.js';
import { problems } from './problems.js';
import { rbac } from './rbac.js';
import { speaker } from './speaker.js';
import { webhook } from './webhook.js';

const fact = dashboardFact(addonName, 'Network');

export const metallb = defineAddon({
  name: addonName,
  title: 'Load balancer for bare metal: addresses from your own ranges, announced by ARP, NDP or BGP.',
  pins,
  config: configSchema,
  tradeOffs: [
    'Native mode: L2 and plain BGP. BFD, IPv6 over BGP, VRFs and unnumbered peers take the FRR backend, which is not offered yet; a profile that asks for them is refused.',
    'With L2, one node takes all traffic of an address: its bandwidth is the limit, and a takeover takes some seconds.',
    'With L2 and externalTrafficPolicy Local, only pods on the announcing node get traffic.',
    'kube-proxy in IPVS mode needs ipvs.strictARP: true, or nodes answer ARP for addresses that are not theirs.',
    'Nodes labelled node.kubernetes.io/exclude-from-external-load-balancers announce nothing; kubeadm labels control planes so. See ignoreExcludeLabel.',
    'The controller runs once, as upstream’s does: while it restarts, no Service gets an address and the configuration cannot be changed. Traffic is not affected.',
    'Speakers run as root on the host network with NET_RAW, out of reach of NetworkPolicies: TCP and UDP 7946 must be open between nodes, 9120 to Prometheus.',
    'The controller writes its certificate into Secret metallb-webhook-cert, the webhook configuration and the bgppeers CRD. GitOps must not take that back.',
  ],
  namespaces: () => [
    {
      name: namespaceName,
      podSecurity: 'privileged',
      reason:
        'Speakers announce from the node’s own interfaces: host network and NET_RAW. The controller must share their namespace.',
    },
  ],
  provides: () => ({ loadBalancer: { provider: 'metallb' }, dashboards: [fact] }),
  crds: () =>
    [
      'bfdprofiles',
      'bgpadvertisements',
      'bgppeers',
      'communities',
      'configurationstates',
      'ipaddresspools',
      'l2advertisements',
      'servicebgpstatuses',
      'servicel2statuses',
    ].map((plural) => `${plural}.metallb.io.yaml`),
  secrets,
  problems,
  alerts: () => alerts,
  build(chart, config, platform) {
    rbac(chart);
    controller(chart, config, platform);
    speaker(chart, config, platform);
    webhook(chart);
    monitoring(chart, platform);
    pools(chart, config);
    alertRules(chart, platform, {
      addon: addonName,
      namespace: namespaceName,
      name: addonName,
      groups: alerts,
    });
    dashboard(chart, platform, { addon: addonName, fact, model: metallbDashboard() });
  },
});

function secrets(config: Config): readonly SecretNeed[] {
  const passwords = new Set(config.peers.flatMap((p) => p.passwordSecret ?? []));
  return [
    {
      namespace: namespaceName,
      name: webhookSecret,
      purpose:
        'Made empty: the controller puts the certificate of its webhooks there, and does not start while the Secret is missing',
      keys: {},
    },
    ...[...passwords].map(
      (name): SecretNeed => ({
        namespace: namespaceName,
        name,
        purpose: 'Signs the BGP sessions with your routers (TCP MD5)',
        type: 'kubernetes.io/basic-auth',
        keys: {
          password: { kind: 'given', description: 'TCP MD5 password that the routers have for this peer' },
        },
      }),
    ),
  ];
}
