// The approver talks to the API server and, where it looks names up, to the resolvers of its node.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { allow, type Flow, toApiServer } from '../kit/allow.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { scrape } from '../kit/scrape.js';
import type { Config } from './config.js';
import { addonName, approverPods, name, namespaceName, ports } from './names.js';

export function network(scope: Construct, config: Config, platform: Platform): void {
  allow(scope, {
    addon: addonName,
    namespace: namespaceName,
    name,
    pods: approverPods,
    from: [],
    to: [toApiServer(platform), ...(config.resolveNames ? [toNodeResolvers()] : [])],
  });
  if (!platform.monitoring) return;
  new k8s.KubeService(scope, 'metrics', {
    metadata: { name: `${name}-metrics`, namespace: namespaceName, labels: labels(addonName, name) },
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
      selector: approverPods,
    },
  });
  scrape(scope, platform, {
    addon: addonName,
    namespace: namespaceName,
    name,
    service: approverPods,
    endpoints: [{ port: 'metrics' }],
    pods: { labels: approverPods, ports: [ports.metrics] },
  });
}

/** /etc/resolv.conf of the node names them, so the addresses are not known here. */
function toNodeResolvers(): Flow {
  return {
    peers: [{ ipBlock: { cidr: '0.0.0.0/0' } }, { ipBlock: { cidr: '::/0' } }],
    ports: [
      { port: 53, protocol: 'UDP' },
      { port: 53, protocol: 'TCP' },
    ],
  };
}
