// Metrics of the controller, on a Service of their own: they have no business on a load balancer.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { scrape } from '../kit/scrape.js';
import { addonName, controllerPods, namespaceName, ports, workloadName } from './names.js';

const metricsName = 'nginx-metrics';

export function monitoring(scope: Construct, platform: Platform): void {
  new k8s.KubeService(scope, 'metrics-service', {
    metadata: { name: metricsName, namespace: namespaceName, labels: labels(addonName, metricsName) },
    spec: {
      ports: [
        {
          name: 'metrics',
          port: ports.metrics,
          targetPort: k8s.IntOrString.fromString('metrics'),
          protocol: 'TCP',
        },
      ],
      selector: controllerPods,
      type: 'ClusterIP',
    },
  });
  scrape(scope, platform, {
    addon: addonName,
    namespace: namespaceName,
    name: workloadName,
    service: { 'app.kubernetes.io/name': metricsName },
    jobLabel: 'app.kubernetes.io/part-of',
    // `service` is the controller's own label: the backend, not the Service that is scraped.
    endpoints: [{ port: 'metrics', honorLabels: true }],
    pods: { labels: controllerPods, ports: [ports.metrics] },
  });
}
