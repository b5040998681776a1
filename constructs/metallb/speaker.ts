// The speakers: one a node, announcing addresses by ARP, NDP and BGP. On the host's network, where no NetworkPolicy
// reaches: they need TCP and UDP 7946 open between nodes, and TCP 179 to the routers.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { schedulableNodes } from '../kit/cluster.js';
import { imageRef } from '../kit/image.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { checksum, containerSecurity, serviceAccount } from '../kit/workload.js';
import type { Config } from './config.js';
import { compute } from './controller.js';
import { addonName, memberlistSecret, namespaceName, ports, speakerName, speakerPods } from './names.js';
import { pins } from './pins.js';

const excludeName = 'metallb-excludel2';

export function speaker(scope: Construct, config: Config, platform: Platform): void {
  const exclude = `announcedInterfacesToExclude: ${JSON.stringify(config.excludeInterfaces)}\n`;
  serviceAccount(scope, addonName, namespaceName, speakerName, platform);
  new k8s.KubeConfigMap(scope, 'exclude-l2', {
    metadata: { name: excludeName, namespace: namespaceName, labels: labels(addonName, excludeName) },
    data: { 'excludel2.yaml': exclude },
  });
  new k8s.KubeDaemonSet(scope, 'speaker', {
    metadata: { name: speakerName, namespace: namespaceName, labels: labels(addonName, speakerName) },
    spec: {
      revisionHistoryLimit: 3,
      selector: { matchLabels: speakerPods },
      // One after the other: each takes over from its neighbour before the next one goes.
      updateStrategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxUnavailable: k8s.IntOrString.fromNumber(1) },
      },
      minReadySeconds: 10,
      template: {
        metadata: { labels: labels(addonName, speakerName), annotations: checksum(exclude) },
        spec: {
          serviceAccountName: speakerName,
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          priorityClassName: 'system-node-critical',
          // ARP and NDP are spoken from the node's own interfaces.
          hostNetwork: true,
          // Raw sockets without file capabilities in the image take root; all capabilities but one are dropped.
          securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
          // Says good-bye to its peers, no more.
          terminationGracePeriodSeconds: 2,
          nodeSelector: { 'kubernetes.io/os': 'linux', ...config.speaker.nodeSelector },
          tolerations: config.speaker.tolerations,
          containers: [container(config, platform)],
          volumes: [
            { name: 'memberlist', secret: { secretName: memberlistSecret, defaultMode: 0o400 } },
            { name: 'exclude-l2', configMap: { name: excludeName, defaultMode: 0o400 } },
          ],
        },
      },
    },
  });
}

function container(config: Config, platform: Platform): k8s.Container {
  const field = (name: string, fieldPath: string) => ({ name, valueFrom: { fieldRef: { fieldPath } } });
  return {
    name: 'speaker',
    image: imageRef(pins.images.speaker, platform),
    args: [
      `--port=${ports.metrics}`,
      `--log-level=${config.logLevel}`,
      ...(config.loadBalancerClass ? [`--lb-class=${config.loadBalancerClass}`] : []),
      ...(ignoresExcludeLabel(config, platform) ? ['--ignore-exclude-lb=true'] : []),
    ],
    env: [
      field('METALLB_NODE_NAME', 'spec.nodeName'),
      field('METALLB_POD_NAME', 'metadata.name'),
      field('METALLB_HOST', 'status.hostIP'),
      field('METALLB_ML_BIND_ADDR', 'status.podIP'),
      { name: 'METALLB_ML_LABELS', value: `app.kubernetes.io/name=${speakerName}` },
      { name: 'METALLB_ML_SECRET_KEY_PATH', value: '/etc/ml_secret_key' },
    ],
    ports: [
      { name: 'metricshttps', containerPort: ports.metrics, hostPort: ports.metrics },
      { name: 'memberlist-tcp', containerPort: ports.memberlist, hostPort: ports.memberlist },
      {
        name: 'memberlist-udp',
        containerPort: ports.memberlist,
        hostPort: ports.memberlist,
        protocol: 'UDP',
      },
    ],
    resources: compute(config.resources.speaker),
    securityContext: containerSecurity({ add: ['NET_RAW'] }),
    livenessProbe: localProbe('/healthz', 10, 3),
    readinessProbe: localProbe('/readyz', 5, 2),
    volumeMounts: [
      { name: 'memberlist', mountPath: '/etc/ml_secret_key', readOnly: true },
      { name: 'exclude-l2', mountPath: '/etc/metallb', readOnly: true },
    ],
  };
}

/** The kubelet shares the node's loopback, the only place where a speaker tells its health. */
function localProbe(path: string, periodSeconds: number, failureThreshold: number): k8s.Probe {
  return {
    httpGet: { host: '127.0.0.1', path, port: k8s.IntOrString.fromNumber(ports.health) },
    initialDelaySeconds: 10,
    periodSeconds,
    timeoutSeconds: 5,
    failureThreshold,
  };
}

/** kubeadm labels control planes as no targets of load balancers; where there are no other nodes, none would be left. */
function ignoresExcludeLabel(config: Config, { cluster }: Platform): boolean {
  return config.ignoreExcludeLabel ?? (cluster.workers === 0 && schedulableNodes(cluster) > 0);
}
