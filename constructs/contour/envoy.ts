// The Envoys: they face the network, and have no rights in the cluster.
// Containers, probes and hooks: projectcontour/contour@v1.33.6:examples/contour/03-envoy.yaml, cmd/contour/shutdownmanager.go
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { imageRef } from '../kit/image.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { bytesOf } from '../kit/schema.js';
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
  contourName,
  envoyCertificate,
  envoyName,
  envoyPods,
  namespaceName,
  ports,
} from './names.js';
import { pins } from './pins.js';

const metadata = { name: envoyName, namespace: namespaceName, labels: labels(addonName, envoyName) };

const field = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } });

export function envoyWorkload(scope: Construct, config: Config, platform: Platform): void {
  const { envoy } = config;
  const count = replicas(envoy.replicas, platform);
  serviceAccount(scope, addonName, namespaceName, envoyName, platform);
  new k8s.KubeDeployment(scope, 'envoy', {
    metadata,
    spec: {
      // The autoscaler owns the number where there is one; a rendered one would undo it at each apply.
      ...(envoy.autoscaling ? {} : { replicas: count }),
      revisionHistoryLimit: 3,
      selector: { matchLabels: envoyPods },
      strategy: surge(),
      template: {
        metadata: { labels: labels(addonName, envoyName) },
        spec: {
          serviceAccountName: envoyName,
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          priorityClassName: 'plinth-platform',
          securityContext: podSecurity(65534),
          terminationGracePeriodSeconds: envoy.drainSeconds + envoy.graceSeconds,
          topologySpreadConstraints: spread(platform, envoyPods, { perRevision: true }),
          initContainers: [bootstrap(config, platform)],
          containers: [shutdownManager(config, platform), proxy(config, platform)],
          volumes: [
            // The administration interface is a socket in here: nobody outside of the pod reaches it.
            { name: 'admin', emptyDir: { sizeLimit: k8s.Quantity.fromString('16Mi') } },
            { name: 'config', emptyDir: { sizeLimit: k8s.Quantity.fromString('16Mi') } },
            { name: 'certificate', secret: { secretName: envoyCertificate } },
          ],
        },
      },
    },
  });
  budget(scope, {
    addon: addonName,
    namespace: namespaceName,
    name: envoyName,
    selector: envoyPods,
    replicas: count,
  });
  if (envoy.autoscaling) autoscaler(scope, envoy.autoscaling, count);
}

/** Writes the configuration with which Envoy asks Contour for all the rest. */
function bootstrap(config: Config, platform: Platform): k8s.Container {
  return {
    name: 'bootstrap',
    image: imageRef(pins.images.contour, platform),
    command: ['contour'],
    args: [
      'bootstrap',
      '/config/envoy.json',
      `--xds-address=${contourName}`,
      `--xds-port=${ports.xds}`,
      '--xds-resource-version=v3',
      '--resources-dir=/config/resources',
      '--envoy-cafile=/certs/ca.crt',
      '--envoy-cert-file=/certs/tls.crt',
      '--envoy-key-file=/certs/tls.key',
      // Envoy refuses work before the kernel kills it.
      `--overload-max-heap=${Math.floor(bytesOf(config.envoy.resources.memoryLimit) * 0.9)}`,
    ],
    env: [field('CONTOUR_NAMESPACE', 'metadata.namespace')],
    resources: resources('10m', '32Mi', '128Mi'),
    securityContext: containerSecurity(),
    volumeMounts: [
      { name: 'config', mountPath: '/config' },
      { name: 'certificate', mountPath: '/certs', readOnly: true },
    ],
  };
}

/** Drains Envoy before the pod stops, and holds Envoy's end up until its connections are gone. */
function shutdownManager(config: Config, platform: Platform): k8s.Container {
  const { drainSeconds } = config.envoy;
  return {
    name: 'shutdown-manager',
    image: imageRef(pins.images.contour, platform),
    command: ['/bin/contour'],
    args: ['envoy', 'shutdown-manager'],
    ports: [{ name: 'shutdown', containerPort: ports.shutdown }],
    resources: resources('10m', '32Mi', '128Mi'),
    securityContext: containerSecurity(),
    livenessProbe: httpProbe('/healthz', 'shutdown', { period: 30, failures: 6 }),
    readinessProbe: httpProbe('/healthz', 'shutdown'),
    lifecycle: {
      preStop: { exec: { command: ['/bin/contour', 'envoy', 'shutdown', `--drain-delay=${drainSeconds}s`] } },
    },
    volumeMounts: [{ name: 'admin', mountPath: '/admin' }],
  };
}

function proxy(config: Config, platform: Platform): k8s.Container {
  const { cpu, memory, memoryLimit } = config.envoy.resources;
  const q = k8s.Quantity.fromString;
  return {
    name: 'envoy',
    image: imageRef(pins.images.envoy, platform),
    command: ['envoy'],
    args: [
      '-c',
      '/config/envoy.json',
      '--service-cluster',
      '$(CONTOUR_NAMESPACE)',
      '--service-node',
      '$(ENVOY_POD_NAME)',
      '--log-level',
      'info',
    ],
    env: [field('CONTOUR_NAMESPACE', 'metadata.namespace'), field('ENVOY_POD_NAME', 'metadata.name')],
    ports: [
      { name: 'http', containerPort: ports.http },
      { name: 'https', containerPort: ports.https },
      { name: 'metrics', containerPort: ports.envoyMetrics },
    ],
    resources: {
      requests: { cpu: q(cpu), memory: q(memory), 'ephemeral-storage': q('64Mi') },
      limits: { memory: q(memoryLimit), 'ephemeral-storage': q('512Mi') },
    },
    securityContext: containerSecurity(),
    // Upstream has none. The port opens when Contour has told what to serve, and stays open while Envoy lives.
    livenessProbe: {
      tcpSocket: { port: k8s.IntOrString.fromString('metrics') },
      initialDelaySeconds: 60,
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: 6,
    },
    readinessProbe: httpProbe('/ready', 'metrics', { initialDelay: 3, period: 4 }),
    lifecycle: {
      preStop: {
        httpGet: { path: '/shutdown', port: k8s.IntOrString.fromNumber(ports.shutdown), scheme: 'HTTP' },
      },
    },
    volumeMounts: [
      { name: 'admin', mountPath: '/admin' },
      { name: 'config', mountPath: '/config', readOnly: true },
      { name: 'certificate', mountPath: '/certs', readOnly: true },
    ],
  };
}

function autoscaler(
  scope: Construct,
  config: NonNullable<Config['envoy']['autoscaling']>,
  minReplicas: number,
): void {
  new k8s.KubeHorizontalPodAutoscalerV2(scope, 'autoscaler', {
    metadata,
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: envoyName },
      minReplicas,
      maxReplicas: config.maxReplicas,
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: config.cpuPercent } },
        },
      ],
      // Each pod that goes away ends its long connections.
      behavior: { scaleDown: { stabilizationWindowSeconds: 600 } },
    },
  });
}
