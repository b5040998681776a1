// Metrics: a headless Service for each DaemonSet, whose name becomes the job.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { labels, selectorLabels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { scrape } from '../kit/scrape.js';
import { signalsPort } from './audit-signals.js';
import { addonName, auditLabels, auditName, namespaceName, nodeLabels, nodeName, port } from './names.js';

export function nodeMetrics(scope: Construct, platform: Platform): void {
  metrics(scope, platform, nodeName, nodeLabels, [own]);
}

/** Beside Fluent Bit's own metrics the counters of audit signals, when there are any. */
export function auditMetrics(scope: Construct, platform: Platform): void {
  const counts = (platform.auditLog?.signals ?? []).length > 0;
  metrics(scope, platform, auditName, auditLabels, counts ? [own, signals] : [own]);
}

interface Endpoint {
  readonly name: string;
  readonly port: number;
  readonly path: string;
}

/** Version 2 has everything in one place, storage included. */
const own: Endpoint = { name: 'http', port, path: '/api/v2/metrics/prometheus' };
const signals: Endpoint = { name: 'signals', port: signalsPort, path: '/metrics' };

function metrics(
  scope: Construct,
  platform: Platform,
  name: string,
  podLabels: Readonly<Record<string, string>>,
  endpoints: readonly Endpoint[],
): void {
  if (!platform.monitoring) return;
  new k8s.KubeService(scope, `service-${name}`, {
    metadata: { name, namespace: namespaceName, labels: labels(addonName, name) },
    spec: {
      clusterIp: 'None',
      ports: endpoints.map((e) => ({
        name: e.name,
        port: e.port,
        protocol: 'TCP',
        targetPort: k8s.IntOrString.fromNumber(e.port),
      })),
      // A pod that loses logs is not ready, and its metrics say why.
      publishNotReadyAddresses: true,
      selector: { ...podLabels },
    },
  });
  scrape(scope, platform, {
    addon: addonName,
    namespace: namespaceName,
    name,
    service: selectorLabels(name),
    endpoints: endpoints.map((e) => ({
      port: e.name,
      path: e.path,
      relabelings: [{ sourceLabels: ['__meta_kubernetes_pod_node_name'], targetLabel: 'node' }],
    })),
    pods: { labels: podLabels, ports: endpoints.map((e) => e.port) },
  });
}
