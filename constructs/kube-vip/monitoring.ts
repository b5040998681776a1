// Metrics of the speakers: plain HTTP on the nodes, where no NetworkPolicy reaches.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { scrape } from '../kit/scrape.js';
import { addonName, namespaceName, ports, speakerName, speakerPods } from './names.js';

export function monitoring(scope: Construct, platform: Platform): void {
  if (!platform.monitoring) return;
  new k8s.KubeService(scope, 'metrics', {
    metadata: {
      name: `${speakerName}-metrics`,
      namespace: namespaceName,
      labels: labels(addonName, speakerName),
    },
    spec: {
      clusterIp: 'None',
      ports: [
        {
          name: 'metrics',
          port: ports.metrics,
          targetPort: k8s.IntOrString.fromString('metrics'),
          protocol: 'TCP',
        },
      ],
      selector: speakerPods,
    },
  });
  scrape(scope, platform, {
    addon: addonName,
    namespace: namespaceName,
    name: speakerName,
    service: speakerPods,
    endpoints: [
      {
        port: 'metrics',
        // `namespace` is that of the Service that is announced.
        honorLabels: true,
        relabelings: [{ sourceLabels: ['__meta_kubernetes_pod_node_name'], targetLabel: 'node' }],
      },
    ],
  });
}
