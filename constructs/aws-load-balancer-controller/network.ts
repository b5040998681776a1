// Who asks the controller, and whom it calls: AWS, and the places where credentials are to be had.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { allow, fromApiServer, toApiServer, toDns, toOutside } from '../kit/allow.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { scrape } from '../kit/scrape.js';
import { addonName, controllerPods, name, namespaceName, ports } from './names.js';

/** Metadata of the instance, and the agent of EKS Pod Identity on the node. */
const credentials = ['169.254.169.254/32', '169.254.170.23/32'];

export function network(scope: Construct, platform: Platform): void {
  allow(scope, {
    addon: addonName,
    namespace: namespaceName,
    name,
    pods: controllerPods,
    from: [fromApiServer(platform, ports.webhook)],
    to: [
      toDns(),
      toApiServer(platform),
      toOutside(platform, 443),
      { peers: credentials.map((cidr) => ({ ipBlock: { cidr } })), ports: [{ port: 80 }] },
    ],
  });
  if (!platform.monitoring) return;
  new k8s.KubeService(scope, 'metrics', {
    metadata: {
      name: `${name}-metrics`,
      namespace: namespaceName,
      labels: labels(addonName, name, 'metrics'),
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
      selector: controllerPods,
    },
  });
  scrape(scope, platform, {
    addon: addonName,
    namespace: namespaceName,
    name,
    service: { ...controllerPods, 'app.kubernetes.io/component': 'metrics' },
    // `namespace` is that of the object that is worked on.
    endpoints: [{ port: 'metrics', honorLabels: true }],
    pods: { labels: controllerPods, ports: [ports.metrics] },
  });
}
