// Work beside the nodes: the setup Job, which applies what the profile says, and the retention CronJob.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { imageRef } from '../kit/image.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { checksum, containerSecurity, podSecurity, serviceAccount } from '../kit/workload.js';
import { compute } from './compute.js';
import type { Config } from './config.js';
import { lifecycleFiles } from './index-templates.js';
import {
  addonName,
  adminTlsSecret,
  httpTlsSecret,
  lifecycleConfigMap,
  namespaceName,
  retentionName,
  serviceHost,
  serviceUrl,
  setupName,
  users,
} from './names.js';
import { groupOnly, securityVolume } from './nodes.js';
import { pins } from './pins.js';
import { retentionScript, setupScript } from './scripts.js';
import { internalUsers, securityFiles } from './security.js';
import { budgetBytes } from './sizes.js';

export function jobs(scope: Construct, config: Config, platform: Platform): void {
  serviceAccount(scope, addonName, namespaceName, setupName, platform);
  serviceAccount(scope, addonName, namespaceName, retentionName, platform);
  new k8s.KubeConfigMap(scope, 'lifecycle', {
    metadata: { name: lifecycleConfigMap, namespace: namespaceName, labels: labels(addonName, setupName) },
    data: { ...lifecycleFiles(config), 'setup.sh': setupScript, 'retention.sh': retentionScript },
  });
  setup(scope, config, platform);
  retention(scope, config, platform);
}

/**
 * A Job's template is immutable, so its name carries a hash of everything that it applies: a change makes a new Job and
 * prunes the old one. It has no ttlSecondsAfterFinished: a Job that vanishes is made again by every GitOps controller.
 */
export function setupJobName(config: Config, platform: Platform): string {
  const inputs = [
    ...Object.values(securityFiles(config)),
    internalUsers(),
    ...Object.values(lifecycleFiles(config)),
    setupScript,
    imageRef(pins.images.opensearch, platform),
    ...platform.images.pullSecrets,
  ];
  const [hash] = Object.values(checksum(...inputs));
  return `${setupName}-${hash?.slice(0, 10)}`;
}

function setup(scope: Construct, config: Config, platform: Platform): void {
  new k8s.KubeJob(scope, 'setup', {
    metadata: {
      name: setupJobName(config, platform),
      namespace: namespaceName,
      labels: labels(addonName, setupName),
    },
    spec: {
      // It waits for the cluster by itself; what remains are faults that somebody corrects.
      backoffLimit: 20,
      template: {
        metadata: { labels: labels(addonName, setupName) },
        spec: podSpec(platform, setupName, 'setup.sh', {
          env: [
            { name: 'OPENSEARCH_HOST', value: serviceHost },
            // securityadmin is a JVM of its own.
            { name: 'JAVA_OPTS', value: '-Xmx128m' },
          ],
          memory: '384Mi',
          mounts: [
            { name: 'admin-tls', mountPath: '/tls/admin', readOnly: true },
            { name: 'security', mountPath: '/security', readOnly: true },
          ],
          volumes: [
            { name: 'admin-tls', secret: { secretName: adminTlsSecret, defaultMode: groupOnly } },
            securityVolume(),
          ],
        }),
      },
    },
  });
}

/** Index state management knows no budget over many indices, and rollover by size needs an alias to write to instead of dated names. */
function retention(scope: Construct, config: Config, platform: Platform): void {
  new k8s.KubeCronJob(scope, 'retention', {
    metadata: { name: retentionName, namespace: namespaceName, labels: labels(addonName, retentionName) },
    spec: {
      schedule: '*/15 * * * *',
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 600,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 2,
      jobTemplate: {
        metadata: { labels: labels(addonName, retentionName) },
        spec: {
          backoffLimit: 2,
          activeDeadlineSeconds: 600,
          template: {
            metadata: { labels: labels(addonName, retentionName) },
            spec: podSpec(platform, retentionName, 'retention.sh', {
              env: [{ name: 'BUDGET_BYTES', value: String(budgetBytes(config)) }],
              memory: '64Mi',
              mounts: [],
              volumes: [],
            }),
          },
        },
      },
    },
  });
}

function podSpec(
  platform: Platform,
  name: string,
  script: string,
  extra: {
    readonly env: k8s.EnvVar[];
    readonly memory: string;
    readonly mounts: k8s.VolumeMount[];
    readonly volumes: k8s.Volume[];
  },
): k8s.PodSpec {
  const secret = users.lifecycle.secret;
  return {
    serviceAccountName: name,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    restartPolicy: 'OnFailure',
    priorityClassName: 'plinth-platform',
    securityContext: podSecurity(1000, 1000, 1000),
    terminationGracePeriodSeconds: 10,
    containers: [
      {
        name,
        image: imageRef(pins.images.opensearch, platform),
        command: ['/bin/bash', `/lifecycle/${script}`],
        env: [
          { name: 'OPENSEARCH_URL', value: serviceUrl },
          ...extra.env,
          { name: 'USERNAME', valueFrom: { secretKeyRef: { name: secret, key: 'username' } } },
          { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: secret, key: 'password' } } },
        ],
        resources: compute('50m', extra.memory, extra.memory, '64Mi'),
        securityContext: containerSecurity(),
        volumeMounts: [
          { name: 'lifecycle', mountPath: '/lifecycle', readOnly: true },
          { name: 'http-tls', mountPath: '/tls/http', readOnly: true },
          ...extra.mounts,
          { name: 'tmp', mountPath: '/tmp' },
        ],
      },
    ],
    volumes: [
      { name: 'lifecycle', configMap: { name: lifecycleConfigMap } },
      // The CA alone: these pods are clients.
      { name: 'http-tls', secret: { secretName: httpTlsSecret, items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      ...extra.volumes,
      // Holds the password for curl: memory, not the node's disk.
      { name: 'tmp', emptyDir: { medium: 'Memory', sizeLimit: k8s.Quantity.fromString('8Mi') } },
    ],
  };
}
