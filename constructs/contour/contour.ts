// Contour: reads Ingresses and HTTPProxies, and tells the Envoys what to serve.
// Arguments and probes: projectcontour/contour@v1.33.6:examples/contour/03-contour.yaml, cmd/contour/serve.go
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { stringify } from 'yaml';
import { imageRef } from '../kit/image.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import {
  budget,
  checksum,
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
  contourCertificate,
  contourName,
  contourPods,
  electionName,
  namespaceName,
  ports,
  settingsName,
} from './names.js';
import { pins } from './pins.js';
import { settingsOf } from './settings.js';

const metadata = { name: contourName, namespace: namespaceName, labels: labels(addonName, contourName) };

export function contourWorkload(scope: Construct, config: Config, platform: Platform): void {
  const count = replicas(config.replicas, platform);
  const settings = stringify(settingsOf(config), { lineWidth: 0 });
  serviceAccount(scope, addonName, namespaceName, contourName, platform);
  new k8s.KubeConfigMap(scope, 'settings', {
    metadata: { name: settingsName, namespace: namespaceName, labels: labels(addonName, settingsName) },
    data: { 'contour.yaml': settings },
  });
  new k8s.KubeDeployment(scope, 'contour', {
    metadata,
    spec: {
      replicas: count,
      revisionHistoryLimit: 3,
      selector: { matchLabels: contourPods },
      strategy: surge(),
      template: {
        metadata: { labels: labels(addonName, contourName), annotations: checksum(settings) },
        spec: {
          serviceAccountName: contourName,
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          priorityClassName: 'plinth-platform',
          securityContext: podSecurity(65534),
          terminationGracePeriodSeconds: 30,
          topologySpreadConstraints: spread(platform, contourPods, { perRevision: true }),
          containers: [container(config, platform)],
          volumes: [
            { name: 'certificate', secret: { secretName: contourCertificate } },
            { name: 'settings', configMap: { name: settingsName } },
          ],
        },
      },
    },
  });
  budget(scope, {
    addon: addonName,
    namespace: namespaceName,
    name: contourName,
    selector: contourPods,
    replicas: count,
  });
  const port = (name: 'xds' | 'metrics', number: number) => ({
    name,
    port: number,
    targetPort: k8s.IntOrString.fromString(name),
    protocol: 'TCP',
  });
  new k8s.KubeService(scope, 'contour-service', {
    metadata,
    spec: {
      ports: [port('xds', ports.xds), port('metrics', ports.contourMetrics)],
      selector: contourPods,
      type: 'ClusterIP',
    },
  });
}

function container(config: Config, platform: Platform): k8s.Container {
  const { cpu, memory, memoryLimit } = config.resources;
  const field = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } });
  return {
    name: 'contour',
    image: imageRef(pins.images.contour, platform),
    command: ['contour'],
    args: serveArguments(config, platform),
    env: [field('CONTOUR_NAMESPACE', 'metadata.namespace'), field('POD_NAME', 'metadata.name')],
    ports: [
      { name: 'xds', containerPort: ports.xds },
      { name: 'metrics', containerPort: ports.contourMetrics },
    ],
    resources: resources(cpu, memory, memoryLimit),
    securityContext: containerSecurity(),
    livenessProbe: httpProbe('/healthz', 'metrics', { failures: 6 }),
    // The port opens once all objects are read: an Envoy that came earlier would be told to serve nothing.
    readinessProbe: {
      tcpSocket: { port: k8s.IntOrString.fromString('xds') },
      periodSeconds: 5,
      timeoutSeconds: 3,
      failureThreshold: 2,
    },
    volumeMounts: [
      { name: 'certificate', mountPath: '/certs', readOnly: true },
      { name: 'settings', mountPath: '/config', readOnly: true },
    ],
  };
}

function serveArguments(config: Config, platform: Platform): string[] {
  const any = anyAddress(platform);
  return [
    'serve',
    '--incluster',
    `--xds-address=${any}`,
    `--xds-port=${ports.xds}`,
    `--http-address=${any}`,
    `--http-port=${ports.contourMetrics}`,
    `--health-address=${any}`,
    `--health-port=${ports.contourMetrics}`,
    `--envoy-service-http-address=${any}`,
    `--envoy-service-http-port=${ports.http}`,
    `--envoy-service-https-address=${any}`,
    `--envoy-service-https-port=${ports.https}`,
    `--stats-address=${any}`,
    `--stats-port=${ports.envoyMetrics}`,
    '--contour-cafile=/certs/ca.crt',
    '--contour-cert-file=/certs/tls.crt',
    '--contour-key-file=/certs/tls.key',
    '--config-path=/config/contour.yaml',
    `--ingress-class-name=${config.ingressClass.name}`,
    `--leader-election-resource-name=${electionName}`,
    ...(config.rootNamespaces.length > 0 ? [`--root-namespaces=${config.rootNamespaces.join(',')}`] : []),
    ...(config.proxyProtocol ? ['--use-proxy-protocol'] : []),
    '--log-format=json',
  ];
}

/** Pods with IPv6 addresses need listeners there. Contour makes those of Envoy take IPv4 as well. */
function anyAddress({ cluster }: Platform): string {
  return cluster.podCidrs.some((cidr) => cidr.includes(':')) ? '::' : '0.0.0.0';
}
