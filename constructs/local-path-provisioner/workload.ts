// The provisioner: answers claims by starting a helper on the node that the claim's pod was given.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { allow, toApiServer } from '../kit/allow.js';
import { imageRef } from '../kit/image.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import {
  checksum,
  containerSecurity,
  httpProbe,
  podSecurity,
  resources,
  serviceAccount,
} from '../kit/workload.js';
import type { Config } from './config.js';
import { helperTemplate } from './helpers.js';
import {
  addonName,
  configMapName,
  helperName,
  helperNamespace,
  name,
  namespaceName,
  ports,
  provisionerPods,
  scriptsName,
} from './names.js';
import { pins } from './pins.js';

const configPath = '/etc/config';

export function workload(scope: Construct, config: Config, platform: Platform): void {
  const data = { 'config.json': nodePaths(config), 'helperPod.yaml': helperTemplate(platform) };
  serviceAccount(scope, addonName, namespaceName, name, platform);
  new k8s.KubeConfigMap(scope, 'config', {
    metadata: { name: configMapName, namespace: namespaceName, labels: labels(addonName, configMapName) },
    data,
  });
  new k8s.KubeDeployment(scope, 'deployment', {
    metadata: { name, namespace: namespaceName, labels: labels(addonName, name) },
    spec: {
      // Its library's leader election is off (main.go): two would make each volume twice.
      replicas: 1,
      revisionHistoryLimit: 3,
      selector: { matchLabels: provisionerPods },
      strategy: { type: 'Recreate' },
      template: {
        metadata: {
          labels: labels(addonName, name),
          annotations: checksum(...Object.values(data)),
        },
        spec: {
          serviceAccountName: name,
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          priorityClassName: 'system-cluster-critical',
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          securityContext: podSecurity(65534),
          terminationGracePeriodSeconds: 10,
          // Off a dead node after a minute instead of five.
          tolerations: ['not-ready', 'unreachable'].map((taint) => ({
            key: `node.kubernetes.io/${taint}`,
            operator: 'Exists',
            effect: 'NoExecute',
            tolerationSeconds: 60,
          })),
          containers: [container(config, platform)],
          volumes: [{ name: 'config', configMap: { name: configMapName, defaultMode: 0o444 } }],
        },
      },
    },
  });
  allow(scope, {
    addon: addonName,
    namespace: namespaceName,
    name,
    pods: provisionerPods,
    from: [],
    to: [toApiServer(platform)],
  });
}

/** Flags: rancher/local-path-provisioner@v0.0.37:main.go */
function container(config: Config, platform: Platform): k8s.Container {
  return {
    name,
    image: imageRef(pins.images.provisioner, platform),
    command: [
      'local-path-provisioner',
      'start',
      `--config=${configPath}/config.json`,
      `--helper-pod-file=${configPath}/helperPod.yaml`,
      // Where helpers run, and what they are given there.
      `--namespace=${helperNamespace}`,
      `--configmap-name=${scriptsName}`,
      `--service-account-name=${helperName}`,
      `--helper-image=${imageRef(pins.images.helper, platform)}`,
      `--health-port=${ports.health}`,
    ],
    ports: [{ name: 'health', containerPort: ports.health }],
    resources: resources(config.resources.cpu, config.resources.memory, config.resources.memoryLimit),
    securityContext: containerSecurity(),
    livenessProbe: httpProbe('/health', 'health', { initialDelay: 10 }),
    readinessProbe: httpProbe('/ready', 'health', { period: 5 }),
    volumeMounts: [{ name: 'config', mountPath: configPath, readOnly: true }],
  };
}

function nodePaths(config: Config): string {
  const map = [
    { node: 'DEFAULT_PATH_FOR_NON_LISTED_NODES', paths: config.paths },
    ...config.nodes.map((n) => ({ node: n.name, paths: n.paths })),
  ];
  return `${JSON.stringify({ nodePathMap: map }, null, 2)}\n`;
}
