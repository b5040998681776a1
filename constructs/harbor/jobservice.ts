// The job service: replication, scans, garbage collection, retention. Its queue is in Valkey, its logs in PostgreSQL.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { stringify } from 'yaml';
import { imageRef } from '../kit/image.js';
import type { Platform } from '../kit/platform.js';
import { budget, containerSecurity, httpProbe, replicas, spread, surge } from '../kit/workload.js';
import { valkeyPassword, valkeyUrl } from './backends.js';
import type { Config } from './config.js';
import {
  addonName,
  nameOf,
  namespaceName,
  ports,
  registryUser,
  secretNames,
  selectorOf,
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
  service,
  tlsEnv,
  tlsFile,
  tlsMounts,
  tlsVolumes,
} from './pod.js';

/** Queues live below this name in Valkey; the exporter looks there too. */
export const queueNamespace = 'harbor_job_service_namespace';

export function jobservice(scope: Construct, config: Config, platform: Platform): void {
  const count = replicas(config.jobservice.replicas, platform);
  const selector = selectorOf('jobservice');
  const file = settings(config);
  account(scope, 'jobservice', platform);
  configMap(scope, 'jobservice', { 'config.yml': file });
  service(scope, 'jobservice', [
    { name: 'https', port: 443 },
    { name: 'metrics', port: ports.metrics },
  ]);
  budget(scope, {
    addon: addonName,
    namespace: namespaceName,
    name: nameOf('jobservice'),
    selector,
    replicas: count,
  });
  new k8s.KubeDeployment(scope, 'jobservice', {
    metadata: metadata('jobservice'),
    spec: {
      replicas: count,
      revisionHistoryLimit: 3,
      strategy: surge(),
      selector: { matchLabels: selector },
      template: {
        metadata: podMetadata('jobservice', file),
        spec: {
          ...podBase('jobservice'),
          terminationGracePeriodSeconds: 120,
          topologySpreadConstraints: spread(platform, selector, { perRevision: true }),
          containers: [
            {
              name: 'jobservice',
              image: imageRef(pins.images.jobservice, platform),
              command: ['/harbor/harbor_jobservice', '-c', '/etc/jobservice/config.yml'],
              env: environment(config, platform),
              ports: [
                { name: 'https', containerPort: ports.https },
                { name: 'metrics', containerPort: ports.metrics },
              ],
              resources: compute(config.jobservice.resources, '2Gi'),
              // It asks core for its configuration first, and exits where it gets none.
              startupProbe: portProbe('https', 30),
              readinessProbe: httpProbe('/api/v1/stats', 'https', { scheme: 'HTTPS' }),
              livenessProbe: portProbe('https'),
              securityContext: containerSecurity(),
              volumeMounts: [
                {
                  name: 'config',
                  mountPath: '/etc/jobservice/config.yml',
                  subPath: 'config.yml',
                  readOnly: true,
                },
                ...tlsMounts('jobservice'),
                { name: 'tmp', mountPath: '/tmp' },
              ],
            },
          ],
          volumes: [
            { name: 'config', configMap: { name: nameOf('jobservice') } },
            ...tlsVolumes('jobservice', config),
            scratch('tmp', '1Gi'),
          ],
        },
      },
    },
  });
}

/** goharbor/harbor@v2.15.2: src/jobservice/config/config.go. The URL of the queue is in the environment. */
function settings(config: Config): string {
  const level = config.logLevel.toUpperCase();
  return stringify({
    protocol: 'https',
    port: ports.https,
    https_config: { cert: tlsFile('jobservice', 'tls.crt'), key: tlsFile('jobservice', 'tls.key') },
    worker_pool: {
      workers: config.jobservice.workers,
      backend: 'redis',
      redis_pool: { namespace: queueNamespace, idle_timeout_second: 3600 },
    },
    job_loggers: [{ name: 'DB', level, sweeper: { duration: config.jobservice.logDays } }],
    loggers: [{ name: 'STD_OUTPUT', level }],
    metric: { enabled: true, path: '/metrics', port: ports.metrics },
    reaper: { max_update_hours: 24, max_dangling_hours: 168 },
  });
}

function environment(config: Config, platform: Platform): k8s.EnvVar[] {
  return [
    ...env({
      LOG_LEVEL: config.logLevel,
      CORE_URL: urls.core,
      TOKEN_SERVICE_URL: `${urls.core}/service/token`,
      REGISTRY_URL: urls.registry,
      REGISTRY_CONTROLLER_URL: urls.registryctl,
      REGISTRY_CREDENTIAL_USERNAME: registryUser,
      METRIC_NAMESPACE: 'harbor',
      METRIC_SUBSYSTEM: 'jobservice',
    }),
    secretEnv('CORE_SECRET', secretNames.core, 'secret'),
    secretEnv('JOBSERVICE_SECRET', secretNames.jobservice, 'secret'),
    secretEnv('REGISTRY_CREDENTIAL_PASSWORD', secretNames.registry, 'password'),
    valkeyPassword,
    ...env({ JOB_SERVICE_POOL_REDIS_URL: valkeyUrl(config, 'jobservice', '') }),
    ...tlsEnv('jobservice'),
    ...proxyEnv(config, platform),
  ];
}
