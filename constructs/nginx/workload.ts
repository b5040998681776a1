// The controller's pods: NGINX, and the program that writes its configuration.
// Arguments: nginx/kubernetes-ingress@v5.5.4:cmd/nginx-ingress/flags.go; volumes and the init container of a read-only
// root: deployments/deployment/nginx-ingress.yaml
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { imageRef } from '../kit/image.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import {
  budget,
  containerSecurity,
  httpProbe,
  podSecurity,
  replicas,
  resources,
  serviceAccount,
  spread,
  surge,
} from '../kit/workload.js';
import type { Config } from './config.js';
import {
  addonName,
  controllerPods,
  electionName,
  namespaceName,
  ports,
  settingsName,
  workloadName,
} from './names.js';
import { pins } from './pins.js';

const user = 101;

/** What NGINX writes below: configuration, certificates and sockets, temporary files. */
const writable = [
  { name: 'etc', mountPath: '/etc/nginx', size: '64Mi' },
  { name: 'cache', mountPath: '/var/cache/nginx', size: '1Gi' },
  { name: 'lib', mountPath: '/var/lib/nginx', size: '64Mi' },
  { name: 'state', mountPath: '/var/lib/nginx/state', size: '64Mi' },
  { name: 'log', mountPath: '/var/log/nginx', size: '64Mi' },
] as const;

export function workload(scope: Construct, config: Config, platform: Platform): void {
  const count = replicas(config.replicas, platform);
  const { drainSeconds, graceSeconds } = config.timeouts;
  serviceAccount(scope, addonName, namespaceName, workloadName, platform);
  new k8s.KubeDeployment(scope, 'deployment', {
    metadata: { name: workloadName, namespace: namespaceName, labels: labels(addonName, workloadName) },
    spec: {
      replicas: count,
      revisionHistoryLimit: 3,
      selector: { matchLabels: controllerPods },
      strategy: surge(),
      template: {
        metadata: { labels: labels(addonName, workloadName) },
        spec: {
          serviceAccountName: workloadName,
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          priorityClassName: 'plinth-platform',
          securityContext: podSecurity(user, user, user),
          terminationGracePeriodSeconds: drainSeconds + graceSeconds + 10,
          topologySpreadConstraints: spread(platform, controllerPods, { perRevision: true }),
          initContainers: [copyConfiguration(platform)],
          containers: [container(config, platform)],
          volumes: writable.map(({ name, size }) => ({
            name,
            emptyDir: { sizeLimit: k8s.Quantity.fromString(size) },
          })),
        },
      },
    },
  });
  budget(scope, {
    addon: addonName,
    namespace: namespaceName,
    name: workloadName,
    selector: controllerPods,
    replicas: count,
  });
}

/** The image's own /etc/nginx, into the volume that takes its place. */
function copyConfiguration(platform: Platform): k8s.Container {
  return {
    name: 'copy-configuration',
    image: imageRef(pins.images.nginx, platform),
    command: ['cp', '-dR', '/etc/nginx/.', '/mnt/etc'],
    resources: resources('10m', '32Mi', '64Mi'),
    securityContext: containerSecurity(),
    volumeMounts: [{ name: 'etc', mountPath: '/mnt/etc' }],
  };
}

function container(config: Config, platform: Platform): k8s.Container {
  const { cpu, memory, memoryLimit } = config.resources;
  const q = k8s.Quantity.fromString;
  const field = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } });
  return {
    name: 'nginx',
    image: imageRef(pins.images.nginx, platform),
    args: controllerArguments(config),
    env: [field('POD_NAMESPACE', 'metadata.namespace'), field('POD_NAME', 'metadata.name')],
    ports: [
      { name: 'http', containerPort: ports.http },
      { name: 'https', containerPort: ports.https },
      { name: 'ready', containerPort: ports.ready },
      { name: 'metrics', containerPort: ports.metrics },
    ],
    resources: {
      requests: { cpu: q(cpu), memory: q(memory), 'ephemeral-storage': q('256Mi') },
      limits: { memory: q(memoryLimit), 'ephemeral-storage': q('2Gi') },
    },
    // The capability stands on files of the image, which do not run without it.
    securityContext: containerSecurity({ add: ['NET_BIND_SERVICE'] }),
    // Upstream has none. NGINX that no longer listens is dead; one whose configuration is not loaded yet only waits.
    livenessProbe: {
      tcpSocket: { port: k8s.IntOrString.fromString('http') },
      initialDelaySeconds: 30,
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: 6,
    },
    readinessProbe: httpProbe('/nginx-ready', 'ready', { period: 5, failures: 2 }),
    // NGINX stops listening as soon as it is told to stop, and load balancers take a while to hear of it.
    ...(config.timeouts.drainSeconds > 0
      ? { lifecycle: { preStop: { exec: { command: ['sleep', String(config.timeouts.drainSeconds)] } } } }
      : {}),
    volumeMounts: writable.map(({ name, mountPath }) => ({ name, mountPath })),
  };
}

function controllerArguments(config: Config): string[] {
  return [
    `-nginx-configmaps=$(POD_NAMESPACE)/${settingsName}`,
    `-ingress-class=${config.ingressClass.name}`,
    `-enable-custom-resources=${config.customResources}`,
    // Snippets are NGINX configuration in the hands of whoever may write an Ingress, anywhere.
    '-enable-snippets=false',
    '-report-ingress-status',
    `-external-service=${workloadName}`,
    '-enable-leader-election=true',
    `-leader-election-lock-name=${electionName}`,
    '-enable-prometheus-metrics=true',
    `-prometheus-metrics-listen-port=${ports.metrics}`,
    '-enable-latency-metrics=true',
    '-ready-status=true',
    `-ready-status-port=${ports.ready}`,
    '-enable-telemetry-reporting=false',
    '-log-format=json',
  ];
}
