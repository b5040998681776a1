// Metrics of the controller and the speakers: HTTPS with a certificate that each makes for itself, for those alone
// whose token may read /metrics.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { scrape } from '../kit/scrape.js';
import {
  addonName,
  controllerName,
  controllerPods,
  namespaceName,
  ports,
  speakerName,
  speakerPods,
} from './names.js';

const endpoint = {
  port: 'metricshttps',
  scheme: 'https',
  // `service` and `node` are those that an address is announced for and from.
  honorLabels: true,
  bearerTokenFile: '/var/run/secrets/kubernetes.io/serviceaccount/token',
  // Self-signed at each start, so there is nothing to verify it by. The token is Prometheus's own and good for reading.
  tlsConfig: { insecureSkipVerify: true },
};

export function monitoring(scope: Construct, platform: Platform): void {
  if (!platform.monitoring) return;
  for (const [name, selector] of [
    [controllerName, controllerPods],
    [speakerName, speakerPods],
  ] as const) {
    new k8s.KubeService(scope, `metrics-${name}`, {
      metadata: {
        name: `${name}-metrics`,
        namespace: namespaceName,
        labels: labels(addonName, name, 'metrics'),
      },
      spec: {
        clusterIp: 'None',
        ports: [
          {
            name: 'metricshttps',
            port: ports.metrics,
            targetPort: k8s.IntOrString.fromString('metricshttps'),
            protocol: 'TCP',
          },
        ],
        selector,
      },
    });
    scrape(scope, platform, {
      addon: addonName,
      namespace: namespaceName,
      name,
      service: { ...selector, 'app.kubernetes.io/component': 'metrics' },
      endpoints: [
        {
          ...endpoint,
          // Speakers are told apart by their node.
          relabelings: [{ sourceLabels: ['__meta_kubernetes_pod_node_name'], targetLabel: 'node' }],
        },
      ],
      ...(name === controllerName ? { pods: { labels: selector, ports: [ports.metrics] } } : {}),
    });
  }
}
