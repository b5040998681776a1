// One PostgreSQL pod for clusters that have no database of their own. Its node's drain is Harbor's outage.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { imageRef } from '../kit/image.js';
import type { Platform } from '../kit/platform.js';
import { containerSecurity } from '../kit/workload.js';
import type { Config } from './config.js';
import { nameOf, ports, secretNames, selectorOf } from './names.js';
import { pins } from './pins.js';
import {
  account,
  compute,
  metadata,
  podBase,
  podMetadata,
  portProbe,
  scratch,
  secretEnv,
  service,
} from './pod.js';

const user = 999;
const directory = '/var/lib/postgresql/data';

export function database(scope: Construct, config: Config, platform: Platform): void {
  if (config.database.kind !== 'internal') return;
  const { size, className } = config.database.internal;
  const selector = selectorOf('database');
  account(scope, 'database', platform);
  service(scope, 'database', [{ name: 'postgresql', port: ports.database }], { headless: true });
  new k8s.KubeStatefulSet(scope, 'database', {
    metadata: metadata('database'),
    spec: {
      serviceName: nameOf('database'),
      replicas: 1,
      updateStrategy: { type: 'RollingUpdate' },
      revisionHistoryLimit: 3,
      // The claim outlives the StatefulSet and any scaling: it is all that Harbor knows.
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      selector: { matchLabels: selector },
      template: { metadata: podMetadata('database'), spec: podSpec(config, platform) },
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
  const image = imageRef(pins.images.database, platform);
  const data = { name: 'data', mountPath: directory };
  return {
    ...podBase('database', user),
    // A shutdown that is cut short costs a recovery at the next start.
    terminationGracePeriodSeconds: 120,
    initContainers: [
      {
        // PostgreSQL refuses a data directory that others can enter, and fsGroup opens it on some volumes.
        name: 'permissions',
        image,
        command: [
          '/bin/sh',
          '-ec',
          'for d in "$PGDATA"/pg*; do if [ -d "$d" ]; then chmod 0700 "$d"; fi; done',
        ],
        env: [{ name: 'PGDATA', value: `${directory}/pgdata` }],
        resources: compute({ cpu: '10m', memory: '32Mi', memoryLimit: '32Mi' }, '64Mi'),
        securityContext: containerSecurity(),
        volumeMounts: [data],
      },
    ],
    containers: [
      {
        name: 'database',
        image,
        env: [
          { name: 'PGDATA', value: `${directory}/pgdata` },
          secretEnv('POSTGRES_PASSWORD', secretNames.database, 'password'),
        ],
        ports: [{ name: 'postgresql', containerPort: ports.database }],
        resources: compute(config.database.internal.resources, '512Mi'),
        // An hour: a new major version is upgraded to before the port opens, and being killed meanwhile loses it.
        startupProbe: portProbe('postgresql', 180),
        readinessProbe: {
          exec: { command: ['/docker-healthcheck.sh'] },
          periodSeconds: 10,
          timeoutSeconds: 5,
          failureThreshold: 3,
        },
        livenessProbe: portProbe('postgresql'),
        securityContext: containerSecurity(),
        volumeMounts: [
          data,
          { name: 'shared-memory', mountPath: '/dev/shm' },
          // The socket, by which the image's scripts speak to the server.
          { name: 'run', mountPath: '/run/postgresql' },
          { name: 'tmp', mountPath: '/tmp' },
        ],
      },
    ],
    volumes: [
      // The runtime's 64 MiB are too little for parallel queries.
      {
        name: 'shared-memory',
        emptyDir: { medium: 'Memory', sizeLimit: k8s.Quantity.fromString('256Mi') },
      },
      scratch('run', '16Mi'),
      scratch('tmp', '256Mi'),
    ],
  };
}
