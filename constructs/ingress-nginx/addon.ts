// ingress-nginx: for clusters that have it already, until they have moved on.
import { defineAddon, type Problem } from '../kit/addon.js';
import { alertRules } from '../kit/alerts.js';
import { fromApiServer, toApiServer } from '../kit/allow.js';
import { dashboard, dashboardFact } from '../kit/dashboard.js';
import { defaultCertificate, defaultCertificateProblems } from '../kit/default-certificate.js';
import { edgeNetwork } from '../kit/edge-network.js';
import { entrance, entranceProblems, ingressClass } from '../kit/entrance.js';
import type { Platform } from '../kit/platform.js';
import { alerts } from './alerts.js';
import { type Config, configSchema } from './config.js';
import { ingressNginxDashboard } from './dashboard.js';
import { monitoring } from './monitoring.js';
import {
  addonName,
  controllerClass,
  controllerPods,
  defaultCertificateSecret,
  namespaceName,
  ports,
  workloadName,
} from './names.js';
import { pins } from './pins.js';
import { rbac } from './rbac.js';
import { ownSettings, settings } from './settings.js';
import { hasWebhook, webhook } from './webhook.js';
import { workload } from './workload.js';

const fact = dashboardFact(addonName, 'Platform');

export const ingressNginx = defineAddon({
  name: addonName,
  title:
    'Ingress controller of the Kubernetes project, retired upstream in March 2026: for the time of moving away.',
  pins,
  config: configSchema,
  tradeOffs: [
    'Retired: v1.15.1 of 20 March 2026 is its last release, and no fault of it or of its nginx 1.27.1 will be mended again. Plinth renders it so that a cluster can move away in steps: docs/guides/migrating-from-ingress-nginx.md.',
    'It may read every Secret of the cluster, and its configuration is made of what any author of an Ingress writes: upstream says not to use it where those are not trusted like administrators.',
    'Snippets are refused, annotations of critical risk and Services of type ExternalName too.',
    'Its root file system is writable: it writes into directories of its own image, and upstream declined to change that.',
    'It may connect to every pod of the cluster. The namespaces’ own policies decide which ports answer.',
    'While its admission webhook is down no Ingress of its class can be changed; others can.',
  ],
  namespaces: () => [{ name: namespaceName, podSecurity: 'restricted' }],
  requires: (config) => (config.service.type === 'LoadBalancer' ? ['loadBalancer'] : []),
  provides: (config) => ({
    ...(config.ingressClass.default
      ? {
          ingress: {
            className: config.ingressClass.name,
            controller: 'ingress-nginx' as const,
            namespace: namespaceName,
            podLabels: controllerPods,
            ports: [ports.http, ports.https],
          },
        }
      : {}),
    dashboards: [fact],
  }),
  problems,
  warnings: () => [
    'ingress-nginx was retired upstream in March 2026; controller v1.15.1 (v1.14.5, v1.13.9) was its last release, and faults found since stay open, NGINX’s own among them. Run traefik or contour beside it with ingressClass.default: false, move Ingress by Ingress, then switch: docs/guides/migrating-from-ingress-nginx.md',
  ],
  alerts: () => alerts,
  build(chart, config, platform) {
    rbac(chart);
    settings(chart, config);
    workload(chart, config, platform);
    entrance(chart, platform, {
      addon: addonName,
      namespace: namespaceName,
      name: workloadName,
      pods: controllerPods,
      config: config.service,
    });
    ingressClass(chart, addonName, config.ingressClass, controllerClass);
    webhook(chart, config, platform);
    defaultCertificate(chart, platform, {
      addon: addonName,
      namespace: namespaceName,
      secretName: defaultCertificateSecret,
      config: config.tls.defaultCertificate,
    });
    edgeNetwork(chart, {
      addon: addonName,
      namespace: namespaceName,
      name: workloadName,
      pods: controllerPods,
      entrance: [{ port: ports.http }, { port: ports.https }],
      from: hasWebhook(config, platform) ? [fromApiServer(platform, ports.webhook)] : [],
      to: [toApiServer(platform)],
    });
    monitoring(chart, platform);
    alertRules(chart, platform, {
      addon: addonName,
      namespace: namespaceName,
      name: addonName,
      groups: alerts,
    });
    dashboard(chart, platform, { addon: addonName, fact, model: ingressNginxDashboard() });
  },
});

function problems(config: Config, platform: Platform): readonly Problem[] {
  const decided = ownSettings(config);
  return [
    ...entranceProblems(config.service),
    ...defaultCertificateProblems(config.tls.defaultCertificate, platform),
    ...Object.keys(config.settings)
      .filter((key) => key in decided || key.endsWith('-snippet'))
      .map((key) => ({
        path: ['settings', key],
        message: `is decided by Plinth (${decided[key] ?? 'snippets are not rendered'}); remove it and use the configuration’s own keys`,
      })),
    ...(config.proxyProtocol && config.trustedProxies.length === 0
      ? [
          {
            path: ['proxyProtocol'],
            message:
              'would believe any client about its address; name the load balancer’s addresses in trustedProxies',
          },
        ]
      : []),
  ];
}
