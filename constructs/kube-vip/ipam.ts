// kube-vip-cloud-provider: hands an address of the pools to each Service of type LoadBalancer.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { allow, toApiServer } from '../kit/allow.js';
import { imageRef } from '../kit/image.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { clusterGrant, namespaceGrant } from '../kit/rbac.js';
import { containerSecurity, podSecurity, resources, serviceAccount } from '../kit/workload.js';
import type { Config } from './config.js';
import { addonName, ipamName, ipamNamespace, ipamPods, poolsName, ports } from './names.js';
import { pins } from './pins.js';

export function ipam(scope: Construct, config: Config, platform: Platform): void {
  const metadata = { name: ipamName, namespace: ipamNamespace, labels: labels(addonName, ipamName) };
  serviceAccount(scope, addonName, ipamNamespace, ipamName, platform);
  rights(scope);
  allow(scope, {
    addon: addonName,
    namespace: ipamNamespace,
    name: ipamName,
    pods: ipamPods,
    from: [],
    to: [toApiServer(platform)],
  });
  new k8s.KubeConfigMap(scope, 'pools', {
    metadata: { name: poolsName, namespace: ipamNamespace, labels: labels(addonName, ipamName) },
    data: Object.fromEntries(
      config.services.pools.map((pool) => [
        `${isCidrs(pool.addresses) ? 'cidr' : 'range'}-${pool.namespace ?? 'global'}`,
        pool.addresses.join(','),
      ]),
    ),
  });
  new k8s.KubeDeployment(scope, 'ipam', {
    metadata,
    spec: {
      // Once, as upstream's: it keeps the state in the Services, and a restart takes seconds.
      replicas: 1,
      revisionHistoryLimit: 3,
      selector: { matchLabels: ipamPods },
      strategy: { type: 'Recreate' },
      template: {
        metadata: { labels: labels(addonName, ipamName) },
        spec: {
          serviceAccountName: ipamName,
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          priorityClassName: 'system-cluster-critical',
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          // The user of distroless images.
          securityContext: podSecurity(65532),
          terminationGracePeriodSeconds: 10,
          containers: [container(config, platform)],
        },
      },
    },
  });
}

/** A pool is read as ranges or as CIDRs, by the name of its key. */
export function isCidrs(addresses: readonly string[]): boolean {
  return addresses.every((address) => address.includes('/'));
}

function container(config: Config, platform: Platform): k8s.Container {
  const { cpu, memory, memoryLimit } = config.resources.cloudProvider;
  const { loadBalancerClass } = config.services;
  return {
    name: ipamName,
    image: imageRef(pins.images.cloudProvider, platform),
    command: ['/kube-vip-cloud-provider'],
    args: [
      `--leader-elect-resource-name=${ipamName}`,
      `--leader-elect-resource-namespace=${ipamNamespace}`,
      '--webhook-secure-port=0',
    ],
    // Names: kube-vip/kube-vip-cloud-provider@main:pkg/provider/provider.go
    env: [
      { name: 'KUBEVIP_NAMESPACE', value: ipamNamespace },
      { name: 'KUBEVIP_CONFIG_MAP', value: poolsName },
      ...(loadBalancerClass
        ? [
            { name: 'KUBEVIP_ENABLE_LOADBALANCERCLASS', value: 'true' },
            { name: 'KUBEVIP_CUSTOM_LOADBALANCERCLASS_NAME', value: loadBalancerClass },
          ]
        : []),
    ],
    ports: [{ name: 'https', containerPort: ports.ipam }],
    resources: resources(cpu, memory, memoryLimit),
    securityContext: containerSecurity(),
    // Fails when the lease could not be renewed.
    livenessProbe: {
      httpGet: { path: '/healthz', port: k8s.IntOrString.fromString('https'), scheme: 'HTTPS' },
      initialDelaySeconds: 15,
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: 3,
    },
    readinessProbe: {
      tcpSocket: { port: k8s.IntOrString.fromString('https') },
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: 3,
    },
  };
}

/** Upstream's role has every verb on ConfigMaps, endpoints and events of all namespaces; this is what the code calls. */
function rights(scope: Construct): void {
  const grant = {
    addon: addonName,
    name: ipamName,
    serviceAccount: { namespace: ipamNamespace, name: ipamName },
  };
  clusterGrant(scope, {
    ...grant,
    rules: [
      { apiGroups: [''], resources: ['services'], verbs: ['get', 'list', 'watch', 'update', 'patch'] },
      { apiGroups: [''], resources: ['services/status'], verbs: ['patch', 'update'] },
      { apiGroups: [''], resources: ['nodes'], verbs: ['list', 'watch'] },
      { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch', 'update'] },
    ],
  });
  namespaceGrant(scope, ipamNamespace, {
    ...grant,
    rules: [
      { apiGroups: [''], resources: ['configmaps'], resourceNames: [poolsName], verbs: ['get'] },
      { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create', 'get', 'update'] },
    ],
  });
}
