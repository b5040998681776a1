// Traefik Proxy: the way in for every user-facing host.
import { defineAddon, type Problem } from '../kit/addon.js';
import { alertRules } from '../kit/alerts.js';
import type { Platform } from '../kit/platform.js';
import { alerts } from './alerts.js';
import { type Config, configSchema } from './config.js';
import { gateway, gatewayProblems } from './gateway.js';
import { addonName, namespaceName, ports, traefikPods } from './names.js';
import { network } from './network.js';
import { pins } from './pins.js';
import { rbac } from './rbac.js';
import { services } from './service.js';
import { defaultHosts, tls } from './tls.js';
import { workload } from './workload.js';

export const traefik = defineAddon({
  name: addonName,
  title: 'Ingress controller: HTTPS for every host, with sane TLS, security headers and JSON access logs.',
  pins,
  config: configSchema,
  tradeOffs: [
    'It may read every Secret of the cluster: certificates and basic-authentication users lie beside the Ingresses that name them. Whoever takes over a Traefik pod has them all.',
    'It may connect to every pod of the cluster, as an ingress controller must. The namespaces’ own policies decide which ports answer.',
    'externalTrafficPolicy Local keeps client addresses; with L2 announcements one node then takes all traffic of an address, and it must run a Traefik pod.',
    'Ingresses of any namespace may refer to Middlewares, since sign-in at the edge is one. Set middlewareNamespaces to narrow that.',
    'The security headers replace those that a service sends itself. A service that must be framed elsewhere needs frameOptions unset.',
    'CRDs must be updated before the image; the bundle applies them first.',
  ],
  namespaces: () => [{ name: namespaceName, podSecurity: 'restricted' }],
  requires: (config) => [
    ...(config.service.type === 'LoadBalancer' ? (['loadBalancer'] as const) : []),
    ...(config.gateway ? (['certificates', 'gatewayApi'] as const) : []),
  ],
  provides: (config) =>
    config.ingressClass.default
      ? {
          ingress: {
            className: config.ingressClass.name,
            controller: 'traefik',
            namespace: namespaceName,
            podLabels: traefikPods,
            ports: [ports.web, ports.websecure],
          },
        }
      : {},
  crds: () =>
    [
      'ingressroutes',
      'ingressroutetcps',
      'ingressrouteudps',
      'middlewares',
      'middlewaretcps',
      'serverstransports',
      'serverstransporttcps',
      'tlsoptions',
      'tlsstores',
      'traefikservices',
    ].map((plural) => `${plural}.traefik.io.yaml`),
  problems,
  alerts: () => alerts,
  build(chart, config, platform) {
    rbac(chart, config);
    workload(chart, config, platform);
    services(chart, config, platform);
    tls(chart, config, platform);
    gateway(chart, config, platform);
    network(chart, config, platform);
    alertRules(chart, platform, {
      addon: addonName,
      namespace: namespaceName,
      name: addonName,
      groups: alerts,
    });
  },
});

function problems(config: Config, platform: Platform): readonly Problem[] {
  const found: Problem[] = [...gatewayProblems(config, platform)];
  const { service, autoscaling, securityHeaders: headers } = config;
  if (service.type !== 'LoadBalancer') {
    for (const key of ['addresses', 'sourceRanges'] as const) {
      if (service[key].length > 0) {
        found.push({
          path: ['service', key],
          message: `is for load balancers, and service.type is ${service.type}; remove it or use LoadBalancer`,
        });
      }
    }
  }
  if (autoscaling && autoscaling.maxReplicas < config.replicas) {
    found.push({
      path: ['autoscaling', 'maxReplicas'],
      message: `is ${autoscaling.maxReplicas}, fewer than the ${config.replicas} replicas that it starts from; raise it`,
    });
  }
  if (headers.hstsPreload && (headers.hstsSeconds < 31_536_000 || !headers.hstsIncludeSubdomains)) {
    found.push({
      path: ['securityHeaders', 'hstsPreload'],
      message:
        'needs hstsSeconds of at least 31536000 and hstsIncludeSubdomains, or browsers’ lists refuse the domain',
    });
  }
  if (config.tls.defaultCertificate) {
    if (!platform.certificates) {
      found.push({
        path: ['tls', 'defaultCertificate'],
        message: 'needs an issuer and none is known; enable cert-manager or set platform.certificates',
      });
    } else if (
      platform.certificates.http01 &&
      defaultHosts(config, platform).some((h) => h.startsWith('*.'))
    ) {
      found.push({
        path: ['tls', 'defaultCertificate'],
        message:
          'asks for a wildcard, which the public issuer cannot prove over HTTP-01; give cert-manager a dns01 solver or list hosts',
      });
    }
  }
  return found;
}
