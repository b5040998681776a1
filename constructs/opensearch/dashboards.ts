// OpenSearch Dashboards: the web interface. Stateless; searches and dashboards are kept in OpenSearch.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { stringify } from 'yaml';
import { expose, hostOf } from '../kit/expose.js';
import { imageRef } from '../kit/image.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import {
  budget,
  checksum,
  containerSecurity,
  httpProbe,
  podSecurity,
  replicas,
  serviceAccount,
  spread,
  surge,
} from '../kit/workload.js';
import { compute } from './compute.js';
import type { Config } from './config.js';
import {
  addonName,
  dashboardsConfigMap,
  dashboardsLabels,
  dashboardsName,
  dashboardsSecret,
  httpTlsSecret,
  namespaceName,
  serviceUrl,
  users,
} from './names.js';
import { pins } from './pins.js';

const home = '/usr/share/opensearch-dashboards';
const port = 5601;
const podLabels = labels(addonName, dashboardsName);

export function dashboards(scope: Construct, config: Config, platform: Platform): void {
  if (!config.dashboards.enabled) return;
  const count = replicas(config.dashboards.replicas, platform);
  const configuration = settings(config, platform);
  serviceAccount(scope, addonName, namespaceName, dashboardsName, platform);
  new k8s.KubeConfigMap(scope, 'dashboards-configuration', {
    metadata: { name: dashboardsConfigMap, namespace: namespaceName, labels: podLabels },
    data: { 'opensearch_dashboards.yml': configuration },
  });
  budget(scope, {
    addon: addonName,
    namespace: namespaceName,
    name: dashboardsName,
    selector: dashboardsLabels,
    replicas: count,
  });
  new k8s.KubeService(scope, 'dashboards-service', {
    metadata: { name: dashboardsName, namespace: namespaceName, labels: podLabels },
    spec: {
      type: 'ClusterIP',
      selector: dashboardsLabels,
      ports: [{ name: 'http', port, targetPort: k8s.IntOrString.fromString('http'), appProtocol: 'http' }],
    },
  });
  new k8s.KubeDeployment(scope, 'dashboards', {
    metadata: { name: dashboardsName, namespace: namespaceName, labels: podLabels },
    spec: {
      replicas: count,
      revisionHistoryLimit: 3,
      strategy: surge(),
      selector: { matchLabels: dashboardsLabels },
      template: {
        metadata: { labels: podLabels, annotations: checksum(configuration) },
        spec: podSpec(config, platform),
      },
    },
  });
  expose(scope, platform, {
    addon: addonName,
    namespace: namespaceName,
    name: dashboardsName,
    host: config.dashboards.host,
    service: { name: dashboardsName, port: 'http' },
    pods: { labels: dashboardsLabels, port },
    auth: 'own',
  });
}

/**
 * opensearch_dashboards.yml. `${NAME}` is replaced from the environment by Dashboards itself
 * (OpenSearch-Dashboards: packages/osd-config/src/raw/read_config.ts), so that no credential stands in the file.
 */
function settings(config: Config, platform: Platform): string {
  const oidc = config.dashboards.oidc;
  const session = config.dashboards.sessionMinutes * 60_000;
  return stringify(
    {
      'server.name': dashboardsName,
      'server.host': '0.0.0.0',
      'server.port': port,
      'opensearch.hosts': [serviceUrl],
      'opensearch.ssl.verificationMode': 'full',
      'opensearch.ssl.certificateAuthorities': [`${home}/tls/ca.crt`],
      'opensearch.username': users.dashboards.name,
      'opensearch.password': variable('OPENSEARCH_USER_PASSWORD'),
      // The security plugin's front end refuses to start without these two.
      'opensearch.requestHeadersAllowlist': ['authorization', 'securitytenant'],
      'opensearch_security.multitenancy.enabled': false,
      'opensearch_security.cookie.secure': true,
      'opensearch_security.cookie.isSameSite': 'Lax',
      // The default is published; whoever knows it can forge sessions.
      'opensearch_security.cookie.password': variable('COOKIE_PASSWORD'),
      'opensearch_security.cookie.ttl': session,
      'opensearch_security.session.ttl': session,
      ...(oidc
        ? {
            'opensearch_security.auth.type': ['basicauth', 'openid'],
            'opensearch_security.auth.multiple_auth_enabled': true,
            'opensearch_security.openid.connect_url': oidc.discoveryUrl,
            'opensearch_security.openid.base_redirect_url': `https://${hostOf(platform, config.dashboards.host)}`,
            'opensearch_security.openid.client_id': oidc.clientId,
            'opensearch_security.openid.client_secret': variable('OIDC_CLIENT_SECRET'),
            'opensearch_security.openid.scope': oidc.scope,
          }
        : {}),
      // Calls to the outside that no one asked for.
      'newsfeed.enabled': false,
      'map.includeOpenSearchMapsService': false,
    },
    { version: '1.1', lineWidth: 0 },
  );
}

function podSpec(config: Config, platform: Platform): k8s.PodSpec {
  const { cpu, memory, memoryLimit } = config.dashboards.resources;
  const fromSecret = (name: string, secret: string, key: string): k8s.EnvVar => ({
    name,
    valueFrom: { secretKeyRef: { name: secret, key } },
  });
  return {
    serviceAccountName: dashboardsName,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    priorityClassName: 'plinth-platform',
    securityContext: podSecurity(1000, 1000, 1000),
    terminationGracePeriodSeconds: 30,
    topologySpreadConstraints: spread(platform, dashboardsLabels, { perRevision: true }),
    containers: [
      {
        name: 'dashboards',
        image: imageRef(pins.images.dashboards, platform),
        env: [
          fromSecret('OPENSEARCH_USER_PASSWORD', users.dashboards.secret, 'password'),
          fromSecret('COOKIE_PASSWORD', dashboardsSecret, 'cookie-password'),
          ...(config.dashboards.oidc
            ? [fromSecret('OIDC_CLIENT_SECRET', dashboardsSecret, 'oidc-client-secret')]
            : []),
        ],
        ports: [{ name: 'http', containerPort: port }],
        resources: compute(cpu, memory, memoryLimit, '512Mi'),
        startupProbe: {
          tcpSocket: { port: k8s.IntOrString.fromString('http') },
          periodSeconds: 5,
          failureThreshold: 60,
        },
        // The sign-in page needs no credentials, and answers 503 until Dashboards has reached OpenSearch.
        readinessProbe: httpProbe('/app/login', 'http'),
        livenessProbe: {
          tcpSocket: { port: k8s.IntOrString.fromString('http') },
          periodSeconds: 20,
          timeoutSeconds: 5,
          failureThreshold: 6,
        },
        securityContext: containerSecurity(),
        volumeMounts: [
          {
            name: 'configuration',
            mountPath: `${home}/config/opensearch_dashboards.yml`,
            subPath: 'opensearch_dashboards.yml',
            readOnly: true,
          },
          { name: 'ca', mountPath: `${home}/tls`, readOnly: true },
          // The instance's id, and scratch space.
          { name: 'scratch', mountPath: `${home}/data`, subPath: 'data' },
          { name: 'scratch', mountPath: '/tmp', subPath: 'tmp' },
        ],
      },
    ],
    volumes: [
      { name: 'configuration', configMap: { name: dashboardsConfigMap } },
      { name: 'ca', secret: { secretName: httpTlsSecret, items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      { name: 'scratch', emptyDir: { sizeLimit: k8s.Quantity.fromString('256Mi') } },
    ],
  };
}

function variable(name: string): string {
  return `\${${name}}`;
}
