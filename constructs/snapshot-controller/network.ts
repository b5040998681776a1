// The controller talks to the API server alone, and Prometheus to it.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { allow, toApiServer } from '../kit/allow.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { scrape } from '../kit/scrape.js';
import { addonName, controllerPods, name, namespaceName, ports } from './names.js';

export function network(scope: Construct, platform: Platform): void {
  allow(scope, {
    addon: addonName,
    namespace: namespaceName,
    name,
    pods: controllerPods,
    from: [],
    to: [toApiServer(platform)],
  });
  if (!platform.monitoring) return;
  new k8s.KubeService(scope, 'metrics', {
    metadata: { name: `${name}-metrics`, namespace: namespaceName, labels: labels(addonName, name) },
    spec: {
      clusterIp: 'None',
      ports: [
        { name: 'http', port: ports.http, targetPort: k8s.IntOrString.fromString('http'), protocol: 'TCP' },
      ],
      selector: controllerPods,
    },
  });
  scrape(scope, platform, {
    addon: addonName,
    namespace: namespaceName,
    name,
    service: controllerPods,
    endpoints: [{ port: 'http' }],
    pods: { labels: controllerPods, ports: [ports.http] },
  });
}
