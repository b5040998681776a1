// The registry, which stores layers, and its controller, which deletes them: one pod, for they share storage.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { customResource } from '../kit/custom-resource.js';
import { imageRef } from '../kit/image.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { protection } from '../kit/protect.js';
import { budget, containerSecurity, httpProbe, replicas, spread, surge } from '../kit/workload.js';
import { valkeySecretEnv } from './backends.js';
import type { Config } from './config.js';
import { addonName, nameOf, namespaceName, ports, registryClaim, secretNames, selectorOf } from './names.js';
import { pins } from './pins.js';
import {
  account,
  compute,
  configMap,
  metadata,
  podBase,
  podMetadata,
  portProbe,
  scratch,
  secretEnv,
  secretVolume,
  service,
  tlsEnv,
  tlsMounts,
  tlsVolumes,
} from './pod.js';
import {
  bucketKeys,
  canShareStorage,
  controllerSettings,
  isClaimed,
  registrySettings,
  volumeDirectory,
} from './registry-config.js';

export function registry(scope: Construct, config: Config, platform: Platform): void {
  const shared = canShareStorage(config);
  const count = replicas(config.registry.replicas ?? (shared ? 2 : 1), platform);
  const selector = selectorOf('registry');
  const files = {
    'config.yml': registrySettings(config, platform),
    'ctl-config.yml': controllerSettings(config),
  };
  account(scope, 'registry', platform);
  configMap(scope, 'registry', files);
  storage(scope, config, platform);
  service(scope, 'registry', [
    { name: 'registry', port: ports.registry },
    { name: 'controller', port: ports.registryctl },
    { name: 'metrics', port: ports.metrics },
  ]);
  budget(scope, {
    addon: addonName,
    namespace: namespaceName,
    name: nameOf('registry'),
    selector,
    replicas: count,
  });
  new k8s.KubeDeployment(scope, 'registry', {
    metadata: metadata('registry'),
    spec: {
      replicas: count,
      revisionHistoryLimit: 3,
      // A second pod could not attach the volume of the first.
      strategy: shared ? surge() : { type: 'Recreate' },
      selector: { matchLabels: selector },
      template: {
        metadata: podMetadata('registry', ...Object.values(files)),
        spec: {
          ...podBase('registry'),
          terminationGracePeriodSeconds: 120,
          topologySpreadConstraints: spread(platform, selector, { perRevision: true }),
          containers: [registryContainer(config, platform), controllerContainer(config, platform)],
          volumes: [
            { name: 'config', configMap: { name: nameOf('registry') } },
            secretVolume('users', secretNames.registry, 'passwd'),
            ...tlsVolumes('registry', config),
            scratch('tmp', '1Gi'),
            ...(config.storage.kind === 'volume'
              ? [{ name: 'data', persistentVolumeClaim: { claimName: registryClaim } }]
              : []),
          ],
        },
      },
    },
  });
}

function registryContainer(config: Config, platform: Platform): k8s.Container {
  return {
    name: 'registry',
    image: imageRef(pins.images.registry, platform),
    // Upstream's name for the program: its own garbage collection would delete what Harbor's database knows.
    command: ['/usr/bin/registry_DO_NOT_USE_GC', 'serve', '/etc/registry/config.yml'],
    env: sharedEnv(config, platform),
    ports: [
      { name: 'registry', containerPort: ports.registry },
      { name: 'metrics', containerPort: ports.metrics },
    ],
    resources: compute(config.registry.resources, '2Gi'),
    readinessProbe: httpProbe('/', 'registry', { scheme: 'HTTPS' }),
    livenessProbe: portProbe('registry'),
    securityContext: containerSecurity(),
    volumeMounts: [
      { name: 'users', mountPath: '/etc/registry/passwd', subPath: 'passwd', readOnly: true },
      ...sharedMounts(config),
    ],
  };
}

function controllerContainer(config: Config, platform: Platform): k8s.Container {
  return {
    name: 'registryctl',
    image: imageRef(pins.images.registryctl, platform),
    command: ['/home/harbor/harbor_registryctl', '-c', '/etc/registryctl/config.yml'],
    env: [
      secretEnv('CORE_SECRET', secretNames.core, 'secret'),
      secretEnv('JOBSERVICE_SECRET', secretNames.jobservice, 'secret'),
      ...sharedEnv(config, platform),
    ],
    ports: [{ name: 'controller', containerPort: ports.registryctl }],
    resources: compute(config.registry.controllerResources, '256Mi'),
    readinessProbe: httpProbe('/api/health', 'controller', { scheme: 'HTTPS' }),
    livenessProbe: portProbe('controller'),
    securityContext: containerSecurity(),
    volumeMounts: [
      { name: 'config', mountPath: '/etc/registryctl/config.yml', subPath: 'ctl-config.yml', readOnly: true },
      ...sharedMounts(config),
    ],
  };
}

/** Both programs read the registry's configuration, which variables that start with REGISTRY_ override. */
function sharedEnv(config: Config, platform: Platform): k8s.EnvVar[] {
  return [
    secretEnv('REGISTRY_HTTP_SECRET', secretNames.registry, 'httpSecret'),
    valkeySecretEnv('REGISTRY_REDIS_PASSWORD'),
    ...bucketKeys(config, platform),
    ...tlsEnv('registry'),
  ];
}

function sharedMounts(config: Config): k8s.VolumeMount[] {
  return [
    { name: 'config', mountPath: '/etc/registry/config.yml', subPath: 'config.yml', readOnly: true },
    ...tlsMounts('registry'),
    { name: 'tmp', mountPath: '/tmp' },
    ...(config.storage.kind === 'volume' ? [{ name: 'data', mountPath: volumeDirectory }] : []),
  ];
}

/** The volume or the claim of a bucket. Neither is deleted with the line that made it. */
function storage(scope: Construct, config: Config, platform: Platform): void {
  const claim = {
    name: registryClaim,
    namespace: namespaceName,
    labels: labels(addonName, nameOf('registry')),
    annotations: { ...protection },
  };
  if (config.storage.kind === 'volume') {
    const { shared, size, className } = config.storage.volume;
    new k8s.KubePersistentVolumeClaim(scope, 'registry-claim', {
      metadata: claim,
      spec: {
        accessModes: [shared ? 'ReadWriteMany' : 'ReadWriteOnce'],
        storageClassName: className ?? (shared ? platform.storage?.file : platform.storage?.block),
        resources: { requests: { storage: k8s.Quantity.fromString(size) } },
      },
    });
  }
  if (isClaimed(config, platform)) {
    customResource(scope, {
      apiVersion: 'objectbucket.io/v1alpha1',
      kind: 'ObjectBucketClaim',
      metadata: claim,
      spec: {
        bucketName: config.storage.objectStore.bucket,
        storageClassName: platform.objectStore?.bucketClass,
      },
    });
  }
}
