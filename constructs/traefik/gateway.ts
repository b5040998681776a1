// Gateway API through Traefik: its GatewayClass, and one Gateway that routes of every namespace may join.
import type { Construct } from 'constructs';
import type { Problem } from '../kit/addon.js';
import { certificate } from '../kit/certificate.js';
import { customResource } from '../kit/custom-resource.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';
import { addonName, namespaceName, ports, workloadName } from './names.js';

const gatewayName = 'traefik';
const certificateName = 'gateway-certificate';
const api = 'gateway.networking.k8s.io';

/** Bundles that Traefik 3.7 reads (traefik/traefik-helm-chart@v41.3.0:README.md asks for 1.5.1). */
const bundle = /^v1\.5\./;

export function gateway(scope: Construct, config: Config, platform: Platform): void {
  if (!config.gateway || !platform.certificates) return;
  certificate(scope, {
    addon: addonName,
    namespace: namespaceName,
    name: certificateName,
    secretName: certificateName,
    issuer: platform.certificates.public,
    dnsNames: config.gateway.hosts,
  });
  customResource(scope, {
    apiVersion: `${api}/v1`,
    kind: 'GatewayClass',
    metadata: { name: workloadName, labels: labels(addonName, workloadName) },
    spec: { controllerName: 'traefik.io/gateway-controller' },
  });
  const allowedRoutes = { namespaces: { from: 'All' } };
  customResource(scope, {
    apiVersion: `${api}/v1`,
    kind: 'Gateway',
    metadata: { name: gatewayName, namespace: namespaceName, labels: labels(addonName, gatewayName) },
    spec: {
      gatewayClassName: workloadName,
      // Traefik looks for the entry point that listens on a listener's port: the container's, not the Service's.
      listeners: [
        { name: 'web', port: ports.web, protocol: 'HTTP', allowedRoutes },
        {
          name: 'websecure',
          port: ports.websecure,
          protocol: 'HTTPS',
          tls: {
            mode: 'Terminate',
            certificateRefs: [{ group: '', kind: 'Secret', name: certificateName }],
          },
          allowedRoutes,
        },
      ],
    },
  });
}

export function gatewayArguments(config: Config): string[] {
  if (!config.gateway) return [];
  const provider = '--providers.kubernetesgateway';
  return [
    `${provider}=true`,
    // Otherwise routes of any namespace could name TraefikServices, and with them api@internal.
    `${provider}.crossprovidernamespaces=${namespaceName}`,
    `${provider}.statusaddress.service.namespace=${namespaceName}`,
    `${provider}.statusaddress.service.name=${workloadName}`,
  ];
}

/** traefik/traefik@v3.7.9:docs/content/reference/dynamic-configuration/kubernetes-gateway-rbac.yml, standard channel. */
export function gatewayRules(config: Config) {
  if (!config.gateway) return [];
  const routes = [
    'backendtlspolicies',
    'gatewayclasses',
    'gateways',
    'grpcroutes',
    'httproutes',
    'tlsroutes',
  ];
  return [
    { apiGroups: [api], resources: [...routes, 'referencegrants'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: [api], resources: routes.map((resource) => `${resource}/status`), verbs: ['update'] },
  ];
}

export function gatewayProblems(config: Config, platform: Platform): readonly Problem[] {
  if (!config.gateway) return [];
  const found = platform.gatewayApi;
  const wildcard = config.gateway.hosts.some((host) => host.startsWith('*.'));
  return [
    ...(found && !bundle.test(found.bundle)
      ? [
          {
            path: ['gateway'],
            message: `Traefik 3.7 needs bundle v1.5 of Gateway API and the cluster has ${found.bundle}; let addons.gateway-api bring it, or remove gateway`,
          },
        ]
      : []),
    ...(platform.certificates?.http01 && wildcard
      ? [
          {
            path: ['gateway', 'hosts'],
            message:
              'asks for a wildcard, which the public issuer cannot prove over HTTP-01; give cert-manager a dns01 solver or list hosts',
          },
        ]
      : []),
  ];
}
