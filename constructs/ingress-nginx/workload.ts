// The controller's pods: nginx, and the program that writes its configuration.
// Arguments and probes: kubernetes/ingress-nginx@controller-v1.15.1:deploy/static/provider/cloud/deploy.yaml, pkg/flags/flags.go
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
  serviceAccount,
  spread,
  surge,
} from '../kit/workload.js';
import type { Config } from './config.js';
import {
  addonName,
  controllerClass,
  controllerPods,
  defaultCertificateSecret,
  electionName,
  namespaceName,
  ports,
  settingsName,
  webhookName,
  workloadName,
} from './names.js';
import { pins } from './pins.js';
import { hasWebhook } from './webhook.js';

const certificates = { name: 'webhook-certificate', mountPath: '/usr/local/certificates', readOnly: true };

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
          securityContext: podSecurity(101, 82),
          // The controller itself waits 10 s more after nginx has stopped.
          terminationGracePeriodSeconds: drainSeconds + graceSeconds + 20,
          topologySpreadConstraints: spread(platform, controllerPods, { perRevision: true }),
          containers: [container(config, platform)],
          volumes: hasWebhook(config, platform)
            ? [{ name: certificates.name, secret: { secretName: webhookName } }]
            : [],
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

function container(config: Config, platform: Platform): k8s.Container {
  const { cpu, memory, memoryLimit } = config.resources;
  const q = k8s.Quantity.fromString;
  const webhook = hasWebhook(config, platform);
  const field = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } });
  return {
    name: 'controller',
    image: imageRef(pins.images.controller, platform),
    args: controllerArguments(config, webhook),
    env: [
      field('POD_NAME', 'metadata.name'),
      field('POD_NAMESPACE', 'metadata.namespace'),
      { name: 'LD_PRELOAD', value: '/usr/local/lib/libmimalloc.so' },
    ],
    ports: [
      { name: 'http', containerPort: ports.http },
      { name: 'https', containerPort: ports.https },
      { name: 'metrics', containerPort: ports.metrics },
      ...(webhook ? [{ name: 'webhook', containerPort: ports.webhook }] : []),
    ],
    resources: {
      requests: { cpu: q(cpu), memory: q(memory), 'ephemeral-storage': q('256Mi') },
      limits: { memory: q(memoryLimit), 'ephemeral-storage': q('2Gi') },
    },
    // The one writable root of the catalogue: the controller writes configuration and Lua data into the directories of
    // its own image, certificates and temporary files beside them, and upstream has declined to move them (issue 9504).
    // The capability stands on the files of nginx, which do not start without it.
    securityContext: containerSecurity({ writableRoot: true, add: ['NET_BIND_SERVICE'] }),
    // Fails while the pod drains, which takes it out of the Service; the kubelet asks no liveness of a stopping pod.
    livenessProbe: httpProbe('/healthz', 'metrics', { initialDelay: 10, failures: 6 }),
    readinessProbe: httpProbe('/healthz', 'metrics', { period: 5, failures: 2 }),
    lifecycle: { preStop: { exec: { command: ['/wait-shutdown'] } } },
    ...(webhook ? { volumeMounts: [certificates] } : {}),
  };
}

function controllerArguments(config: Config, webhook: boolean): string[] {
  return [
    '/nginx-ingress-controller',
    `--publish-service=$(POD_NAMESPACE)/${workloadName}`,
    `--election-id=${electionName}`,
    `--controller-class=${controllerClass}`,
    `--ingress-class=${config.ingressClass.name}`,
    `--configmap=$(POD_NAMESPACE)/${settingsName}`,
    '--disable-svc-external-name=true',
    '--profiling=false',
    '--enable-metrics=true',
    `--metrics-per-host=${config.metricsPerHost}`,
    `--shutdown-grace-period=${config.timeouts.drainSeconds}`,
    ...(config.tls.defaultCertificate
      ? [`--default-ssl-certificate=$(POD_NAMESPACE)/${defaultCertificateSecret}`]
      : []),
    ...(webhook
      ? [
          `--validating-webhook=:${ports.webhook}`,
          `--validating-webhook-certificate=${certificates.mountPath}/tls.crt`,
          `--validating-webhook-key=${certificates.mountPath}/tls.key`,
        ]
      : []),
  ];
}
