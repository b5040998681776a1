// The exporter: asks core for its health, and PostgreSQL and Valkey for projects, quotas and queues.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { imageRef } from '../kit/image.js';
import type { Platform } from '../kit/platform.js';
import { containerSecurity, httpProbe } from '../kit/workload.js';
import { databaseOf, valkeyPassword, valkeyUrl } from './backends.js';
import type { Config } from './config.js';
import { queueNamespace } from './jobservice.js';
import { nameOf, ports, secretNames, selectorOf } from './names.js';
import { pins } from './pins.js';
import {
  account,
  compute,
  env,
  metadata,
  podBase,
  podMetadata,
  portProbe,
  scratch,
  secretEnv,
  service,
  trustEnv,
  trustMount,
  trustVolume,
} from './pod.js';

export function exporter(scope: Construct, config: Config, platform: Platform): void {
  if (!config.exporter.enabled) return;
  account(scope, 'exporter', platform);
  service(scope, 'exporter', [{ name: 'metrics', port: ports.metrics }]);
  new k8s.KubeDeployment(scope, 'exporter', {
    metadata: metadata('exporter'),
    spec: {
      // A second one would say everything twice.
      replicas: 1,
      revisionHistoryLimit: 3,
      strategy: { type: 'Recreate' },
      selector: { matchLabels: selectorOf('exporter') },
      template: {
        metadata: podMetadata('exporter'),
        spec: {
          ...podBase('exporter'),
          terminationGracePeriodSeconds: 10,
          containers: [
            {
              name: 'exporter',
              image: imageRef(pins.images.exporter, platform),
              command: ['/harbor/harbor_exporter'],
              env: environment(config),
              ports: [{ name: 'metrics', containerPort: ports.metrics }],
              resources: compute(config.exporter.resources, '128Mi'),
              readinessProbe: httpProbe('/', 'metrics'),
              livenessProbe: portProbe('metrics'),
              securityContext: containerSecurity(),
              volumeMounts: [trustMount, { name: 'tmp', mountPath: '/tmp' }],
            },
          ],
          volumes: [trustVolume('core', config), scratch('tmp', '64Mi')],
        },
      },
    },
  });
}

/** goharbor/harbor@v2.15.2: src/cmd/exporter/main.go. It asks core for what anyone may see: no user, no password. */
function environment(config: Config): k8s.EnvVar[] {
  const database = databaseOf(config);
  return [
    ...env({
      LOG_LEVEL: config.logLevel,
      HARBOR_EXPORTER_PORT: String(ports.metrics),
      HARBOR_EXPORTER_METRICS_PATH: '/metrics',
      HARBOR_EXPORTER_METRICS_ENABLED: 'true',
      // Seconds; each scrape would otherwise count every project's repositories anew.
      HARBOR_EXPORTER_CACHE_TIME: '30',
      HARBOR_EXPORTER_CACHE_CLEAN_INTERVAL: '14400',
      HARBOR_SERVICE_SCHEME: 'https',
      HARBOR_SERVICE_HOST: nameOf('core'),
      HARBOR_SERVICE_PORT: '443',
      HARBOR_REDIS_NAMESPACE: queueNamespace,
      HARBOR_REDIS_TIMEOUT: '3600',
      HARBOR_DATABASE_HOST: database.host,
      HARBOR_DATABASE_PORT: String(database.port),
      HARBOR_DATABASE_USERNAME: database.username,
      HARBOR_DATABASE_DBNAME: database.database,
      HARBOR_DATABASE_SSLMODE: database.sslMode,
      HARBOR_DATABASE_MAX_IDLE_CONNS: '5',
      HARBOR_DATABASE_MAX_OPEN_CONNS: '20',
    }),
    secretEnv('HARBOR_DATABASE_PASSWORD', secretNames.database, 'password'),
    valkeyPassword,
    ...env({ HARBOR_REDIS_URL: valkeyUrl(config, 'jobservice', '') }),
    trustEnv,
  ];
}
