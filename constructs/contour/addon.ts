// Contour with Envoy: an ingress controller whose proxies hold no rights, and HTTPProxies that several teams can share.
import { defineAddon, type Problem } from '../kit/addon.js';
import { alertRules } from '../kit/alerts.js';
import { dashboard, dashboardFact } from '../kit/dashboard.js';
import { entrance, entranceProblems, ingressClass } from '../kit/entrance.js';
import { alerts } from './alerts.js';
import { certificates } from './certificates.js';
import { type Config, configSchema } from './config.js';
import { contourWorkload } from './contour.js';
import { contourDashboard } from './dashboard.js';
import { envoyWorkload } from './envoy.js';
import { monitoring } from './monitoring.js';
import { addonName, controllerClass, envoyName, envoyPods, namespaceName, ports } from './names.js';
import { network } from './network.js';
import { pins } from './pins.js';
import { rbac } from './rbac.js';

const fact = dashboardFact(addonName, 'Platform');

export const contour = defineAddon({
  name: addonName,
  title: 'Ingress controller: Envoy, told by Contour what to serve, for Ingresses and delegated HTTPProxies.',
  pins,
  config: configSchema,
  tradeOffs: [
    'It has no basic authentication and cannot ask oauth2-proxy: services without users of their own cannot be exposed through it.',
    'An Ingress cannot make it verify the certificate of a backend; an HTTPProxy can.',
    'Upstream tests v1.33 on Kubernetes 1.32 to 1.34.',
    'Contour may read every Secret of the cluster, and hands each Envoy the keys of all hosts. The connection has a CA of its own.',
    'The CA lives ten years and is replaced by hand: delete the Secrets contour-xds-ca, contour-xds-server and contour-xds-client, then restart both Deployments.',
    'Gateway API is off: Contour 1.33 speaks bundle 1.3 of it, and a cluster has one bundle.',
    'The Envoys may connect to every pod of the cluster. The namespaces’ own policies decide which ports answer.',
    'Ports of the nodes are not used: without a load balancer, service.type NodePort is the way in.',
  ],
  namespaces: () => [{ name: namespaceName, podSecurity: 'restricted' }],
  requires: (config) => [
    'certificates',
    ...(config.service.type === 'LoadBalancer' ? (['loadBalancer'] as const) : []),
  ],
  provides: (config) => ({
    ...(config.ingressClass.default
      ? {
          ingress: {
            className: config.ingressClass.name,
            controller: 'contour' as const,
            namespace: namespaceName,
            podLabels: envoyPods,
            ports: [ports.http, ports.https],
          },
        }
      : {}),
    dashboards: [fact],
  }),
  crds: () =>
    [
      'contourconfigurations',
      'contourdeployments',
      'extensionservices',
      'httpproxies',
      'tlscertificatedelegations',
    ].map((plural) => `${plural}.projectcontour.io.yaml`),
  problems,
  alerts: () => alerts,
  build(chart, config, platform) {
    rbac(chart);
    certificates(chart);
    contourWorkload(chart, config, platform);
    envoyWorkload(chart, config, platform);
    entrance(chart, platform, {
      addon: addonName,
      namespace: namespaceName,
      name: envoyName,
      pods: envoyPods,
      config: config.service,
    });
    ingressClass(chart, addonName, config.ingressClass, controllerClass);
    network(chart, platform);
    monitoring(chart, platform);
    alertRules(chart, platform, {
      addon: addonName,
      namespace: namespaceName,
      name: addonName,
      groups: alerts,
    });
    dashboard(chart, platform, { addon: addonName, fact, model: contourDashboard() });
  },
});

function problems(config: Config): readonly Problem[] {
  const { autoscaling, replicas } = config.envoy;
  return [
    ...entranceProblems(config.service),
    ...(autoscaling && autoscaling.maxReplicas < replicas
      ? [
          {
            path: ['envoy', 'autoscaling', 'maxReplicas'],
            message: `is ${autoscaling.maxReplicas}, fewer than the ${replicas} replicas that it starts from; raise it`,
          },
        ]
      : []),
  ];
}
