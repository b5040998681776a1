// One Valkey pod for clusters that have none of their own: sessions, job queues and caches.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { imageRef } from '../kit/image.js';
import type { Platform } from '../kit/platform.js';
import { bytesOf } from '../kit/schema.js';
import { containerSecurity } from '../kit/workload.js';
import { valkeyPassword } from './backends.js';
import type { Config } from './config.js';
import { nameOf, ports, secretNames, selectorOf } from './names.js';
import { pins } from './pins.js';
import {
  account,
  compute,
  configMap,
  metadata,
  podBase,
  podMetadata,
  portProbe,
  secretVolume,
  service,
} from './pod.js';

const user = 999;
const directory = '/var/lib/redis';

export function valkey(scope: Construct, config: Config, platform: Platform): void {
  if (config.valkey.kind !== 'internal') return;
  const { size, className } = config.valkey.internal;
  const selector = selectorOf('valkey');
  const settings = settingsOf(config);
  account(scope, 'valkey', platform);
  configMap(scope, 'valkey', { 'valkey.conf': settings });
  service(scope, 'valkey', [{ name: 'valkey', port: ports.valkey }], { headless: true });
  new k8s.KubeStatefulSet(scope, 'valkey', {
    metadata: metadata('valkey'),
    spec: {
      serviceName: nameOf('valkey'),
      replicas: 1,
      updateStrategy: { type: 'RollingUpdate' },
      revisionHistoryLimit: 3,
      selector: { matchLabels: selector },
      template: { metadata: podMetadata('valkey', settings), spec: podSpec(config, platform) },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data', labels: { ...selector } },
          spec: {
            accessModes: ['ReadWriteOnce'],
            storageClassName: className ?? platform.storage?.block,
            resources: { requests: { storage: k8s.Quantity.fromString(size) } },
          },
        },
      ],
    },
  });
}

function podSpec(config: Config, platform: Platform): k8s.PodSpec {
  return {
    ...podBase('valkey', user),
    // Writes its data set on SIGTERM.
    terminationGracePeriodSeconds: 60,
    containers: [
      {
        name: 'valkey',
        image: imageRef(pins.images.valkey, platform),
        command: ['valkey-server', '/etc/valkey/valkey.conf'],
        env: [valkeyPassword],
        ports: [{ name: 'valkey', containerPort: ports.valkey }],
        resources: compute(config.valkey.internal.resources, '128Mi'),
        // Loading a large data set takes time, and pings are refused meanwhile.
        startupProbe: portProbe('valkey', 30),
        readinessProbe: {
          exec: {
            command: [
              '/bin/sh',
              '-c',
              'test "$(VALKEYCLI_AUTH="$VALKEY_PASSWORD" REDISCLI_AUTH="$VALKEY_PASSWORD" valkey-cli ping)" = PONG',
            ],
          },
          periodSeconds: 10,
          timeoutSeconds: 5,
          failureThreshold: 3,
        },
        livenessProbe: portProbe('valkey'),
        securityContext: containerSecurity(),
        volumeMounts: [
          { name: 'config', mountPath: '/etc/valkey', readOnly: true },
          { name: 'password', mountPath: '/etc/valkey-password', readOnly: true },
          { name: 'data', mountPath: directory },
        ],
      },
    ],
    volumes: [
      { name: 'config', configMap: { name: nameOf('valkey') } },
      secretVolume('password', secretNames.valkey, 'password.conf'),
    ],
  };
}

/** The password is in a file of the Secret, which is read as a part of this one. */
function settingsOf(config: Config): string {
  // The rest of the limit is for the copy that a fork makes while the files are rewritten.
  const memory = Math.floor(bytesOf(config.valkey.internal.resources.memoryLimit) * 0.6);
  return `include /etc/valkey-password/password.conf
port ${ports.valkey}
protected-mode no
tcp-keepalive 300
dir ${directory}
# Queued jobs are nowhere else: at most a second of them is lost.
appendonly yes
appendfsync everysec
save 900 1
save 300 10
save 60 10000
# Sessions and queues must not be thrown out: a full memory refuses writes.
maxmemory ${memory}
maxmemory-policy noeviction
`;
}
