// kube-vip for Services: one a node, of which the elected one has the addresses. On the host's network.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { imageRef } from '../kit/image.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { containerSecurity, httpProbe, resources, serviceAccount } from '../kit/workload.js';
import type { Config } from './config.js';
import { serviceVariables } from './environment.js';
import { addonName, namespaceName, ports, speakerName, speakerPods } from './names.js';
import { pins } from './pins.js';

export function speaker(scope: Construct, config: Config, platform: Platform): void {
  serviceAccount(scope, addonName, namespaceName, speakerName, platform);
  new k8s.KubeDaemonSet(scope, 'speaker', {
    metadata: { name: speakerName, namespace: namespaceName, labels: labels(addonName, speakerName) },
    spec: {
      revisionHistoryLimit: 3,
      selector: { matchLabels: speakerPods },
      // One after the other: addresses move to a node that is done.
      updateStrategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxUnavailable: k8s.IntOrString.fromNumber(1) },
      },
      minReadySeconds: 10,
      template: {
        metadata: { labels: labels(addonName, speakerName) },
        spec: {
          serviceAccountName: speakerName,
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          priorityClassName: 'system-node-critical',
          // Addresses are put on the node's own interfaces, and announced by ARP and NDP from there.
          hostNetwork: true,
          // Changing addresses takes root; all capabilities but two are dropped.
          securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
          // Takes its addresses off the interface.
          terminationGracePeriodSeconds: 15,
          nodeSelector: { 'kubernetes.io/os': 'linux', ...config.services.nodeSelector },
          ...(config.services.controlPlanes
            ? {
                tolerations: [
                  {
                    key: 'node-role.kubernetes.io/control-plane',
                    operator: 'Exists',
                    effect: 'NoSchedule',
                  },
                ],
              }
            : {}),
          containers: [container(config, platform)],
        },
      },
    },
  });
}

function container(config: Config, platform: Platform): k8s.Container {
  const { cpu, memory, memoryLimit } = config.resources.speaker;
  return {
    name: speakerName,
    image: imageRef(pins.images.kubeVip, platform),
    args: ['manager'],
    env: [
      { name: 'vip_nodename', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
      ...serviceVariables(config),
    ],
    ports: [
      { name: 'metrics', containerPort: ports.metrics, hostPort: ports.metrics },
      { name: 'health', containerPort: ports.health, hostPort: ports.health },
    ],
    resources: resources(cpu, memory, memoryLimit),
    // NET_ADMIN: addresses on interfaces. NET_RAW: ARP and NDP.
    securityContext: containerSecurity({ add: ['NET_ADMIN', 'NET_RAW'] }),
    livenessProbe: httpProbe('/healthz', 'health', { initialDelay: 10 }),
    readinessProbe: httpProbe('/metrics', 'metrics'),
  };
}
