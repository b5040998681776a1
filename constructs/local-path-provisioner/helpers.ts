// What helpers run, in a namespace where nobody but the provisioner makes pods.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { imageRef } from '../kit/image.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { serviceAccount } from '../kit/workload.js';
import { addonName, helperName, helperNamespace, scriptsName } from './names.js';
import { pins } from './pins.js';

export function helpers(scope: Construct, platform: Platform): void {
  // No role is bound to it, and its token is not mounted.
  serviceAccount(scope, addonName, helperNamespace, helperName, platform);
  new k8s.KubeConfigMap(scope, 'scripts', {
    metadata: { name: scriptsName, namespace: helperNamespace, labels: labels(addonName, scriptsName) },
    data: { setup, teardown },
  });
}

/** Pods of any user write here, and no fsGroup reaches a hostPath: hence the mode. */
const setup = `#!/bin/sh
set -eu
mkdir -p -m 0777 "\${VOL_DIR:?}"
`;

const teardown = `#!/bin/sh
set -eu
rm -rf -- "\${VOL_DIR:?}"
`;

/**
 * The template that the provisioner completes with the node, the volume and the script. As JSON, which is YAML.
 * It refuses added capabilities, so the others of a container's default set are taken away by name.
 */
export function helperTemplate(platform: Platform): string {
  return `${JSON.stringify(
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: helperName, labels: labels(addonName, helperName) },
      spec: {
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        // Volumes have to go most urgently where the disk is full.
        priorityClassName: 'system-node-critical',
        tolerations: [{ key: 'node.kubernetes.io/disk-pressure', operator: 'Exists', effect: 'NoSchedule' }],
        securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
        containers: [
          {
            name: 'helper',
            image: imageRef(pins.images.helper, platform),
            imagePullPolicy: 'IfNotPresent',
            resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '64Mi' } },
            securityContext: {
              allowPrivilegeEscalation: false,
              readOnlyRootFilesystem: true,
              // Keeps CHOWN, DAC_OVERRIDE and FOWNER: files in a volume belong to whoever wrote them.
              capabilities: { drop: unneeded },
            },
          },
        ],
      },
    },
    null,
    2,
  )}\n`;
}

const unneeded = [
  'AUDIT_WRITE',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'NET_RAW',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];
