// oauth2-proxy: one sign-in, by OpenID Connect, in front of services that have none of their own.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { defineAddon, type Problem } from '../kit/addon.js';
import { alertRules } from '../kit/alerts.js';
import { dashboard, dashboardFact } from '../kit/dashboard.js';
import { expose, hostOf } from '../kit/expose.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { scrape } from '../kit/scrape.js';
import type { SecretNeed } from '../kit/secret.js';
import { alerts } from './alerts.js';
import { type Config, configSchema } from './config.js';
import { oauth2ProxyDashboard } from './dashboard.js';
import { addonName, namespaceName, ports, proxyPods, secretName, workloadName } from './names.js';
import { network } from './network.js';
import { pins } from './pins.js';
import { workload } from './workload.js';

const fact = dashboardFact(addonName, 'Platform');

export const oauth2Proxy = defineAddon({
  name: addonName,
  title:
    'Single sign-on at the edge: an OpenID Connect issuer decides who may see services without users of their own.',
  pins,
  config: configSchema,
  tradeOffs: [
    'Every request to a guarded service asks it first: when it is down, they all are.',
    'Sessions are cookies and nothing else, so a signed-in user stays until the lifetime ends; session.refresh shortens that to the issuer’s word.',
    'The cookie is valid for every host below the cluster’s domain. Hosts there that others control would receive it.',
    'Groups in tokens can make cookies larger than some servers take; ask the issuer for the groups that matter.',
  ],
  namespaces: () => [{ name: namespaceName, podSecurity: 'restricted' }],
  requires: () => ['ingress'],
  provides: (config, cluster) => ({
    auth: {
      kind: 'oauth2-proxy',
      authUrl: `http://${workloadName}.${namespaceName}.svc.${cluster.clusterDomain}:${ports.http}/`,
      checkUrl: `http://${workloadName}.${namespaceName}.svc.${cluster.clusterDomain}:${ports.http}/oauth2/auth`,
      signInUrl: `https://${config.host.includes('.') ? config.host : `${config.host}.${cluster.domain}`}/oauth2/start`,
    },
    dashboards: [fact],
  }),
  secrets,
  problems,
  alerts: () => alerts,
  build(chart, config, platform) {
    workload(chart, config, platform);
    services(chart, config, platform);
    network(chart, config, platform);
    alertRules(chart, platform, {
      addon: addonName,
      namespace: namespaceName,
      name: addonName,
      groups: alerts,
    });
    dashboard(chart, platform, { addon: addonName, fact, model: oauth2ProxyDashboard() });
  },
});

function services(scope: Construct, config: Config, platform: Platform): void {
  const port = (name: 'http' | 'metrics') => ({
    name,
    port: ports[name],
    targetPort: k8s.IntOrString.fromString(name),
    protocol: 'TCP',
  });
  new k8s.KubeService(scope, 'service', {
    metadata: { name: workloadName, namespace: namespaceName, labels: labels(addonName, workloadName) },
    spec: { ports: [port('http'), port('metrics')], selector: proxyPods, type: 'ClusterIP' },
  });
  expose(scope, platform, {
    addon: addonName,
    namespace: namespaceName,
    name: workloadName,
    host: config.host,
    service: { name: workloadName, port: 'http' },
    pods: { labels: proxyPods, port: ports.http },
    auth: 'own',
  });
  scrape(scope, platform, {
    addon: addonName,
    namespace: namespaceName,
    name: workloadName,
    service: proxyPods,
    endpoints: [{ port: 'metrics' }],
    pods: { labels: proxyPods, ports: [ports.metrics] },
  });
}

function secrets(config: Config): readonly SecretNeed[] {
  return [
    {
      namespace: namespaceName,
      name: secretName,
      purpose: 'The client secret at the issuer, and the key that encrypts session cookies',
      keys: {
        'client-secret': {
          kind: 'given',
          description: `secret of client ${config.clientId} at ${config.issuerUrl}`,
        },
        // 32 letters and digits: a length that AES takes, read as text or as base64. Arbitrary base64 is not always.
        'cookie-secret': { kind: 'password', credential: 'oauth2-proxy-cookie', length: 32 },
      },
    },
    ...(config.oidc.caSecret
      ? [
          {
            namespace: namespaceName,
            name: config.oidc.caSecret,
            purpose: 'Verifies the certificate of the issuer',
            keys: {
              'ca.crt': {
                kind: 'given' as const,
                description: 'PEM certificates of the CA that signs the issuer’s certificate',
              },
            },
          },
        ]
      : []),
  ];
}

function problems(config: Config, platform: Platform): readonly Problem[] {
  const found: Problem[] = [];
  const { access } = config;
  if (access.emailDomains.length + access.emails.length + access.groups.length === 0) {
    found.push({
      path: ['access'],
      message:
        "lets nobody in; name emailDomains, emails or groups, or emailDomains: ['*'] for whomever the issuer knows",
    });
  }
  const host = hostOf(platform, config.host);
  if (!host.endsWith(`.${platform.cluster.domain}`)) {
    found.push({
      path: ['host'],
      message: `is ${host}, not below ${platform.cluster.domain}, so its cookies would not reach the services; use a host below the domain`,
    });
  }
  return found;
}
