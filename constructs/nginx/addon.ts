// F5's NGINX Ingress Controller: the maintained one of the two that are called nginx.
import { defineAddon, type Problem } from '../kit/addon.js';
import { alertRules } from '../kit/alerts.js';
import { toApiServer } from '../kit/allow.js';
import { dashboard, dashboardFact } from '../kit/dashboard.js';
import { edgeNetwork } from '../kit/edge-network.js';
import { entrance, entranceProblems, ingressClass } from '../kit/entrance.js';
import { alerts } from './alerts.js';
import { type Config, configSchema } from './config.js';
import { nginxDashboard } from './dashboard.js';
import { monitoring } from './monitoring.js';
import { addonName, controllerClass, controllerPods, namespaceName, ports, workloadName } from './names.js';
import { pins } from './pins.js';
import { rbac } from './rbac.js';
import { ownSettings, settings } from './settings.js';
import { workload } from './workload.js';

const fact = dashboardFact(addonName, 'Platform');

export const nginx = defineAddon({
  name: addonName,
  title:
    'Ingress controller: F5’s NGINX Ingress Controller with open-source NGINX, by annotations of nginx.org.',
  pins,
  config: configSchema,
  tradeOffs: [
    'It is not ingress-nginx: its annotations are nginx.org/…, and those of nginx.ingress.kubernetes.io mean nothing to it.',
    'It cannot send users to oauth2-proxy and back; basic authentication guards services without users of their own.',
    'TLS to a backend is encrypted and not verified, unless customResources is on and a Policy says so.',
    'Upstream publishes its CRDs only as files of its repository, so they are not rendered: customResources expects you to apply them.',
    'A client’s own X-Forwarded-For is passed on with the real address behind it: backends must take the last entry.',
    'It may read every Secret of the cluster: certificates and basic-authentication users lie beside the Ingresses that name them.',
    'It may connect to every pod of the cluster. The namespaces’ own policies decide which ports answer.',
    'Each change of an Ingress reloads NGINX; WebSockets that outlive timeouts.graceSeconds after it are cut.',
    'Hosts without a certificate are refused in the handshake.',
  ],
  namespaces: () => [{ name: namespaceName, podSecurity: 'restricted' }],
  requires: (config) => (config.service.type === 'LoadBalancer' ? ['loadBalancer'] : []),
  provides: (config) => ({
    ...(config.ingressClass.default
      ? {
          ingress: {
            className: config.ingressClass.name,
            controller: 'nginx' as const,
            namespace: namespaceName,
            podLabels: controllerPods,
            ports: [ports.http, ports.https],
          },
        }
      : {}),
    dashboards: [fact],
  }),
  problems,
  alerts: () => alerts,
  build(chart, config, platform) {
    rbac(chart, config);
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
    edgeNetwork(chart, {
      addon: addonName,
      namespace: namespaceName,
      name: workloadName,
      pods: controllerPods,
      entrance: [{ port: ports.http }, { port: ports.https }],
      to: [toApiServer(platform)],
    });
    monitoring(chart, platform);
    alertRules(chart, platform, {
      addon: addonName,
      namespace: namespaceName,
      name: addonName,
      groups: alerts,
    });
    dashboard(chart, platform, { addon: addonName, fact, model: nginxDashboard() });
  },
});

function problems(config: Config): readonly Problem[] {
  const decided = ownSettings(config);
  return [
    ...entranceProblems(config.service),
    ...Object.keys(config.settings)
      .filter((key) => key in decided)
      .map((key) => ({
        path: ['settings', key],
        message: `is decided by Plinth (${decided[key]}); remove it and use the configuration’s own keys`,
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
