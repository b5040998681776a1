// The controller: gives addresses to Services and answers the webhook.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { allow, fromApiServer, toApiServer } from '../kit/allow.js';
import { imageRef } from '../kit/image.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { containerSecurity, httpProbe, podSecurity, resources, serviceAccount } from '../kit/workload.js';
import type { Config } from './config.js';
import {
  addonName,
  controllerName,
  controllerPods,
  memberlistSecret,
  namespaceName,
  ports,
  webhookSecret,
  webhookService,
} from './names.js';
import { pins } from './pins.js';

export function controller(scope: Construct, config: Config, platform: Platform): void {
  serviceAccount(scope, addonName, namespaceName, controllerName, platform);
  new k8s.KubeDeployment(scope, 'controller', {
    metadata: { name: controllerName, namespace: namespaceName, labels: labels(addonName, controllerName) },
    spec: {
      // It has no leader election: two would give the same address away. Announced addresses live without it.
      replicas: 1,
      revisionHistoryLimit: 3,
      selector: { matchLabels: controllerPods },
      strategy: { type: 'Recreate' },
      template: {
        metadata: { labels: labels(addonName, controllerName) },
        spec: {
          serviceAccountName: controllerName,
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          priorityClassName: 'system-cluster-critical',
          securityContext: podSecurity(65534, 65534, 65534),
          // Keeps nothing in memory that is not in the API.
          terminationGracePeriodSeconds: 10,
          // Off a dead node after a minute instead of five.
          tolerations: ['not-ready', 'unreachable'].map((taint) => ({
            key: `node.kubernetes.io/${taint}`,
            operator: 'Exists',
            effect: 'NoExecute',
            tolerationSeconds: 60,
          })),
          containers: [
            {
              name: 'controller',
              image: imageRef(pins.images.controller, platform),
              args: [
                `--port=${ports.metrics}`,
                `--log-level=${config.logLevel}`,
                ...(config.loadBalancerClass ? [`--lb-class=${config.loadBalancerClass}`] : []),
              ],
              env: [
                { name: 'METALLB_POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
                { name: 'METALLB_ML_SECRET_NAME', value: memberlistSecret },
                { name: 'METALLB_DEPLOYMENT', value: controllerName },
              ],
              ports: [
                { name: 'metricshttps', containerPort: ports.metrics },
                { name: 'webhook-server', containerPort: ports.webhook },
                { name: 'health', containerPort: ports.health },
              ],
              resources: compute(config.resources.controller),
              securityContext: containerSecurity(),
              livenessProbe: httpProbe('/healthz', 'health', { initialDelay: 10 }),
              readinessProbe: httpProbe('/readyz', 'health', { period: 5 }),
              volumeMounts: [
                { name: 'cert', mountPath: '/tmp/k8s-webhook-server/serving-certs', readOnly: true },
              ],
            },
          ],
          volumes: [{ name: 'cert', secret: { secretName: webhookSecret } }],
        },
      },
    },
  });
  new k8s.KubeService(scope, 'webhook-service', {
    metadata: { name: webhookService, namespace: namespaceName, labels: labels(addonName, webhookService) },
    spec: {
      ports: [
        {
          name: 'https',
          port: 443,
          targetPort: k8s.IntOrString.fromString('webhook-server'),
          protocol: 'TCP',
        },
      ],
      selector: controllerPods,
    },
  });
  allow(scope, {
    addon: addonName,
    namespace: namespaceName,
    name: controllerName,
    pods: controllerPods,
    from: [fromApiServer(platform, ports.webhook)],
    to: [toApiServer(platform)],
  });
}

/** The configured requests and limit in the API's shape. */
export function compute(r: Config['resources']['controller']): k8s.ResourceRequirements {
  return resources(r.cpu, r.memory, r.memoryLimit);
}
