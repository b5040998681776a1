// The Deployment: all pods answer webhooks, the leader works in AWS.
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
  leaderLease,
  name,
  namespaceName,
  ports,
  servingSecret,
} from './names.js';
import { pins } from './pins.js';

/** controller-runtime's folder for the certificate of webhooks. */
const certificatePath = '/tmp/k8s-webhook-server/serving-certs';

export function workload(scope: Construct, config: Config, platform: Platform): void {
  const count = replicas(config.replicas, platform);
  const { cpu, memory, memoryLimit } = config.resources;
  serviceAccount(
    scope,
    addonName,
    namespaceName,
    name,
    platform,
    config.roleArn ? { 'eks.amazonaws.com/role-arn': config.roleArn } : {},
  );
  new k8s.KubeDeployment(scope, 'deployment', {
    metadata: { name, namespace: namespaceName, labels: labels(addonName, name) },
    spec: {
      replicas: count,
      revisionHistoryLimit: 3,
      selector: { matchLabels: controllerPods },
      strategy: surge(),
      template: {
        metadata: { labels: labels(addonName, name) },
        spec: {
          serviceAccountName: name,
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          priorityClassName: 'system-cluster-critical',
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          // Any user will do: one static program. The group reads the certificate.
          securityContext: podSecurity(65532, 65532, 65532),
          // Calls to AWS that were begun are finished, and webhooks answered until the endpoint is gone.
          terminationGracePeriodSeconds: 30,
          topologySpreadConstraints: spread(platform, controllerPods, { perRevision: true }),
          volumes: [{ name: 'serving', secret: { secretName: servingSecret, defaultMode: 0o440 } }],
          containers: [
            {
              name,
              image: imageRef(pins.images.controller, platform),
              args: args(config, platform),
              ports: [
                { name: 'webhook', containerPort: ports.webhook },
                { name: 'metrics', containerPort: ports.metrics },
                { name: 'health', containerPort: ports.health },
              ],
              resources: resources(cpu, memory, memoryLimit),
              securityContext: containerSecurity(),
              livenessProbe: httpProbe('/healthz', 'health', { initialDelay: 30, timeout: 10 }),
              readinessProbe: httpProbe('/readyz', 'health', { initialDelay: 10, timeout: 10 }),
              volumeMounts: [{ name: 'serving', mountPath: certificatePath, readOnly: true }],
            },
          ],
        },
      },
    },
  });
  budget(scope, {
    addon: addonName,
    namespace: namespaceName,
    name,
    selector: controllerPods,
    replicas: count,
  });
}

/** Flags: kubernetes-sigs/aws-load-balancer-controller@v3.5.0:pkg/config, helm/…/templates/deployment.yaml */
function args(config: Config, platform: Platform): string[] {
  const tags = Object.entries(config.tags).map(([key, value]) => `${key}=${value}`);
  return [
    `--cluster-name=${config.clusterName ?? platform.cluster.name}`,
    `--ingress-class=${config.ingressClass.name}`,
    ...(config.region ? [`--aws-region=${config.region}`] : []),
    ...(config.vpcId ? [`--aws-vpc-id=${config.vpcId}`] : []),
    `--default-target-type=${config.targetType}`,
    ...(tags.length > 0 ? [`--default-tags=${tags.join(',')}`] : []),
    `--leader-election-id=${leaderLease}`,
    `--leader-election-namespace=${namespaceName}`,
    `--metrics-bind-addr=:${ports.metrics}`,
    `--health-probe-bind-addr=:${ports.health}`,
    `--webhook-bind-port=${ports.webhook}`,
    // Their CRDs are not brought, and without them it would not look for Gateways anyway.
    '--feature-gates=ALBGatewayAPI=false,NLBGatewayAPI=false',
    `--log-level=${config.logLevel}`,
  ];
}
