// Core: the API, sign-in and tokens, and the way by which every pull and push reaches the registry.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { type Exposure, hostOf } from '../kit/expose.js';
import { backendAnnotations } from '../kit/guard.js';
import { imageRef } from '../kit/image.js';
import type { Platform } from '../kit/platform.js';
import { budget, containerSecurity, httpProbe, replicas, spread, surge } from '../kit/workload.js';
import { databaseOf, valkeyPassword, valkeyUrl } from './backends.js';
import type { Config } from './config.js';
import {
  addonName,
  nameOf,
  namespaceName,
  ports,
  registryUser,
  secretNames,
  selectorOf,
  tokenKeySecret,
  urls,
} from './names.js';
import { pins } from './pins.js';
import {
  account,
  compute,
  configMap,
  env,
  metadata,
  podBase,
  podMetadata,
  portProbe,
  proxyEnv,
  scratch,
  secretEnv,
  secretVolume,
  service,
  tlsEnv,
  tlsMounts,
  tlsVolumes,
} from './pod.js';

/** beego's own file; everything else is environment. The port is ignored with TLS, which is always on 8443. */
const appConf = `appname = Harbor
runmode = prod
enablegzip = true

[prod]
httpport = ${ports.https}
`;

export function core(
  scope: Construct,
  config: Config,
  platform: Platform,
  backend: Pick<Exposure, 'namespace' | 'name' | 'backendTls'>,
): void {
  const count = replicas(config.core.replicas, platform);
  const selector = selectorOf('core');
  account(scope, 'core', platform);
  configMap(scope, 'core', { 'app.conf': appConf });
  service(
    scope,
    'core',
    [
      { name: 'https', port: 443 },
      { name: 'metrics', port: ports.metrics },
    ],
    {
      annotations: backendAnnotations(platform, {
        ...backend,
        service: { name: nameOf('core'), port: 'https' },
      }),
    },
  );
  budget(scope, {
    addon: addonName,
    namespace: namespaceName,
    name: nameOf('core'),
    selector,
    replicas: count,
  });
  new k8s.KubeDeployment(scope, 'core', {
    metadata: metadata('core'),
    spec: {
      replicas: count,
      revisionHistoryLimit: 3,
      strategy: surge(),
      selector: { matchLabels: selector },
      template: {
        metadata: podMetadata('core', appConf),
        spec: {
          ...podBase('core'),
          // Layers that are on their way are given time to arrive.
          terminationGracePeriodSeconds: 120,
          topologySpreadConstraints: spread(platform, selector, { perRevision: true }),
          containers: [container(config, platform)],
          volumes: [
            { name: 'config', configMap: { name: nameOf('core') } },
            secretVolume('secret-key', secretNames.core, 'secretKey'),
            secretVolume('token-key', tokenKeySecret, 'tls.key'),
            ...tlsVolumes('core', config),
            scratch('tmp', '1Gi'),
            scratch('token', '16Mi'),
          ],
        },
      },
    },
  });
}

function container(config: Config, platform: Platform): k8s.Container {
  return {
    name: 'core',
    image: imageRef(pins.images.core, platform),
    command: ['/harbor/harbor_core'],
    env: environment(config, platform),
    ports: [
      { name: 'https', containerPort: ports.https },
      { name: 'metrics', containerPort: ports.metrics },
    ],
    resources: compute(config.core.resources, '2Gi'),
    // An hour: the first pod of a new version migrates the database before it answers.
    startupProbe: httpProbe('/api/v2.0/ping', 'https', { scheme: 'HTTPS', failures: 360 }),
    readinessProbe: httpProbe('/api/v2.0/ping', 'https', { scheme: 'HTTPS' }),
    livenessProbe: portProbe('https'),
    securityContext: containerSecurity(),
    volumeMounts: [
      { name: 'config', mountPath: '/etc/core/app.conf', subPath: 'app.conf', readOnly: true },
      { name: 'secret-key', mountPath: '/etc/core/secret-key', readOnly: true },
      { name: 'token-key', mountPath: '/etc/core/token-key', readOnly: true },
      ...tlsMounts('core'),
      { name: 'token', mountPath: '/etc/core/token' },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  };
}

/** goharbor/harbor@v2.15.2: make/photon/prepare/templates/core/env.jinja, src/lib/config/metadata/metadatalist.go */
function environment(config: Config, platform: Platform): k8s.EnvVar[] {
  const database = databaseOf(config);
  return [
    ...env({
      CONFIG_PATH: '/etc/core/app.conf',
      PORT: String(ports.https),
      LOG_LEVEL: config.logLevel,
      EXT_ENDPOINT: `https://${hostOf(platform, config.host)}`,
      CORE_URL: urls.core,
      CORE_LOCAL_URL: `https://localhost:${ports.https}`,
      JOBSERVICE_URL: urls.jobservice,
      PORTAL_URL: urls.portal,
      REGISTRY_URL: urls.registry,
      REGISTRY_CONTROLLER_URL: urls.registryctl,
      TOKEN_SERVICE_URL: `${urls.core}/service/token`,
      WITH_TRIVY: String(config.trivy.enabled),
      TRIVY_ADAPTER_URL: urls.trivy,
      REGISTRY_STORAGE_PROVIDER_NAME: config.storage.kind === 'volume' ? 'filesystem' : 's3',
      KEY_PATH: '/etc/core/secret-key/secretKey',
      TOKEN_PRIVATE_KEY_PATH: '/etc/core/token-key/tls.key',
      DATABASE_TYPE: 'postgresql',
      POSTGRESQL_HOST: database.host,
      POSTGRESQL_PORT: String(database.port),
      POSTGRESQL_USERNAME: database.username,
      POSTGRESQL_DATABASE: database.database,
      POSTGRESQL_SSLMODE: database.sslMode,
      POSTGRESQL_MAX_IDLE_CONNS: String(config.database.maxIdleConnections),
      POSTGRESQL_MAX_OPEN_CONNS: String(config.database.maxOpenConnections),
      REGISTRY_CREDENTIAL_USERNAME: registryUser,
      PERMITTED_REGISTRY_TYPES_FOR_PROXY_CACHE:
        'docker-hub,harbor,azure-acr,ali-acr,aws-ecr,google-gcr,docker-registry,github-ghcr,jfrog-artifactory',
      REPLICATION_ADAPTER_WHITELIST:
        'ali-acr,aws-ecr,azure-acr,docker-hub,docker-registry,github-ghcr,google-gcr,harbor,huawei-SWR,jfrog-artifactory,tencent-tcr,volcengine-cr',
      METRIC_ENABLE: 'true',
      METRIC_PATH: '/metrics',
      METRIC_PORT: String(ports.metrics),
      METRIC_NAMESPACE: 'harbor',
      METRIC_SUBSYSTEM: 'core',
    }),
    secretEnv('HARBOR_ADMIN_PASSWORD', secretNames.admin, 'password'),
    secretEnv('CORE_SECRET', secretNames.core, 'secret'),
    secretEnv('CSRF_KEY', secretNames.core, 'csrfKey'),
    secretEnv('JOBSERVICE_SECRET', secretNames.jobservice, 'secret'),
    secretEnv('POSTGRESQL_PASSWORD', secretNames.database, 'password'),
    secretEnv('REGISTRY_CREDENTIAL_PASSWORD', secretNames.registry, 'password'),
    valkeyPassword,
    ...env({ _REDIS_URL_CORE: valkeyUrl(config, 'core'), _REDIS_URL_REG: valkeyUrl(config, 'registry') }),
    ...tlsEnv('core'),
    ...proxyEnv(config, platform),
  ];
}
