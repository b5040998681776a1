// Trivy behind Harbor's adapter: takes scan requests from the job service and pulls what it scans through core.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { imageRef } from '../kit/image.js';
import type { Platform } from '../kit/platform.js';
import { budget, containerSecurity, httpProbe, replicas, spread } from '../kit/workload.js';
import { valkeyPassword, valkeyUrl } from './backends.js';
import type { Config } from './config.js';
import { addonName, nameOf, namespaceName, ports, secretNames, selectorOf } from './names.js';
import { pins } from './pins.js';
import {
  account,
  compute,
  env,
  metadata,
  podBase,
  podMetadata,
  proxyEnv,
  scratch,
  secretEnv,
  service,
  tlsFile,
  tlsMounts,
  tlsVolumes,
  trustEnv,
} from './pod.js';

const cache = '/home/scanner/.cache';

export function trivy(scope: Construct, config: Config, platform: Platform): void {
  if (!config.trivy.enabled) return;
  const count = replicas(config.trivy.replicas, platform);
  const selector = selectorOf('trivy');
  account(scope, 'trivy', platform);
  service(scope, 'trivy', [{ name: 'https', port: ports.https }], { headless: true });
  budget(scope, {
    addon: addonName,
    namespace: namespaceName,
    name: nameOf('trivy'),
    selector,
    replicas: count,
  });
  new k8s.KubeStatefulSet(scope, 'trivy', {
    metadata: metadata('trivy'),
    spec: {
      serviceName: nameOf('trivy'),
      replicas: count,
      podManagementPolicy: 'Parallel',
      updateStrategy: { type: 'RollingUpdate' },
      revisionHistoryLimit: 3,
      selector: { matchLabels: selector },
      template: {
        metadata: podMetadata('trivy'),
        spec: {
          ...podBase('trivy'),
          terminationGracePeriodSeconds: 60,
          topologySpreadConstraints: spread(platform, selector),
          containers: [container(config, platform)],
          volumes: [...tlsVolumes('trivy', config), scratch('tmp', config.trivy.scratch)],
        },
      },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data', labels: { ...selector } },
          spec: {
            accessModes: ['ReadWriteOnce'],
            storageClassName: config.trivy.className ?? platform.storage?.block,
            resources: { requests: { storage: k8s.Quantity.fromString(config.trivy.size) } },
          },
        },
      ],
    },
  });
}

function container(config: Config, platform: Platform): k8s.Container {
  return {
    name: 'trivy',
    image: imageRef(pins.images.trivy, platform),
    command: ['/home/scanner/bin/scanner-trivy'],
    env: environment(config, platform),
    ports: [{ name: 'https', containerPort: ports.https }],
    resources: compute(config.trivy.resources, config.trivy.scratch),
    readinessProbe: httpProbe('/probe/ready', 'https', { scheme: 'HTTPS' }),
    // A long scan is no reason to restart: two minutes without an answer are.
    livenessProbe: httpProbe('/probe/healthy', 'https', { scheme: 'HTTPS', period: 20, failures: 6 }),
    securityContext: containerSecurity(),
    volumeMounts: [
      { name: 'data', mountPath: cache },
      ...tlsMounts('trivy'),
      // Layers are unpacked here.
      { name: 'tmp', mountPath: '/tmp' },
    ],
  };
}

/** goharbor/harbor-scanner-trivy: pkg/etc/config.go */
function environment(config: Config, platform: Platform): k8s.EnvVar[] {
  const { offline, severities, ignoreUnfixed, timeout, dbRepositories, javaDbRepositories, gitHubToken } =
    config.trivy;
  return [
    ...env({
      SCANNER_LOG_LEVEL: config.logLevel,
      SCANNER_API_SERVER_ADDR: `:${ports.https}`,
      SCANNER_API_SERVER_TLS_CERTIFICATE: tlsFile('trivy', 'tls.crt'),
      SCANNER_API_SERVER_TLS_KEY: tlsFile('trivy', 'tls.key'),
      SCANNER_TRIVY_CACHE_DIR: `${cache}/trivy`,
      SCANNER_TRIVY_REPORTS_DIR: `${cache}/reports`,
      SCANNER_TRIVY_SEVERITY: severities.join(','),
      SCANNER_TRIVY_IGNORE_UNFIXED: String(ignoreUnfixed),
      SCANNER_TRIVY_TIMEOUT: timeout,
      SCANNER_TRIVY_SKIP_UPDATE: String(offline),
      SCANNER_TRIVY_SKIP_JAVA_DB_UPDATE: String(offline),
      SCANNER_TRIVY_OFFLINE_SCAN: String(offline),
      ...(dbRepositories.length > 0 ? { SCANNER_TRIVY_DB_REPOSITORY: dbRepositories.join(',') } : {}),
      ...(javaDbRepositories.length > 0
        ? { SCANNER_TRIVY_JAVA_DB_REPOSITORY: javaDbRepositories.join(',') }
        : {}),
    }),
    ...(gitHubToken ? [secretEnv('SCANNER_TRIVY_GITHUB_TOKEN', secretNames.trivy, 'token')] : []),
    valkeyPassword,
    ...env({ SCANNER_REDIS_URL: valkeyUrl(config, 'trivy') }),
    trustEnv,
    ...proxyEnv(config, platform),
  ];
}
