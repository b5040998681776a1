// Metrics of Contour and of the Envoys; the latter on a Service of their own, not on the load balancer.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { scrape } from '../kit/scrape.js';
import { addonName, contourName, contourPods, envoyName, envoyPods, namespaceName, ports } from './names.js';

const metricsName = 'envoy-metrics';

export function monitoring(scope: Construct, platform: Platform): void {
  scrape(scope, platform, {
    addon: addonName,
    namespace: namespaceName,
    name: contourName,
    service: contourPods,
    // `namespace` is Contour's own label: that of the HTTPProxy.
    endpoints: [{ port: 'metrics', honorLabels: true }],
    pods: { labels: contourPods, ports: [ports.contourMetrics] },
  });
  new k8s.KubeService(scope, 'metrics-service', {
    metadata: {
      name: metricsName,
      namespace: namespaceName,
      labels: labels(addonName, metricsName, envoyName),
    },
    spec: {
      ports: [
        {
          name: 'metrics',
          port: ports.envoyMetrics,
          targetPort: k8s.IntOrString.fromString('metrics'),
          protocol: 'TCP',
        },
      ],
      selector: envoyPods,
      type: 'ClusterIP',
    },
  });
  scrape(scope, platform, {
    addon: addonName,
    namespace: namespaceName,
    name: envoyName,
    service: { 'app.kubernetes.io/name': metricsName },
    jobLabel: 'app.kubernetes.io/component',
    endpoints: [{ port: 'metrics', path: '/stats/prometheus' }],
    pods: { labels: envoyPods, ports: [ports.envoyMetrics] },
  });
}
