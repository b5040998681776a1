// Who may talk to whom in the namespace. The namespace itself denies everything else.
import type { Construct } from 'constructs';
import { allow, flow, toDns, toOutside } from '../kit/allow.js';
import type { Labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';
import {
  addonName,
  dashboardsLabels,
  dashboardsName,
  exporterLabels,
  exporterName,
  httpPort,
  namespaceName,
  nodeLabels,
  retentionLabels,
  retentionName,
  setupLabels,
  setupName,
  transportPort,
} from './names.js';

export function network(scope: Construct, config: Config, platform: Platform): void {
  const oidc = config.dashboards.enabled ? config.dashboards.oidc : undefined;
  const provider = oidc ? [toOutside(platform, portOf(oidc.discoveryUrl))] : [];
  const nodes = { namespace: namespaceName, podLabels: nodeLabels };
  const clients: Readonly<Record<string, Labels>> = {
    [setupName]: setupLabels,
    [retentionName]: retentionLabels,
    ...(config.dashboards.enabled ? { [dashboardsName]: dashboardsLabels } : {}),
    ...(config.exporter.enabled ? { [exporterName]: exporterLabels } : {}),
  };
  allow(scope, {
    addon: addonName,
    namespace: namespaceName,
    name: addonName,
    pods: nodeLabels,
    from: [
      flow(nodes, transportPort),
      ...Object.values(clients).map((podLabels) => flow({ namespace: namespaceName, podLabels }, httpPort)),
      {
        // Writers live in a namespace that this addon does not know; they need a certificate check and a password, too.
        peers: [
          { namespaceSelector: {}, podSelector: { matchLabels: { 'app.kubernetes.io/name': 'fluent-bit' } } },
        ],
        ports: [{ port: httpPort }],
      },
    ],
    // Nodes check the tokens of users against the provider's keys.
    to: [toDns(), flow(nodes, transportPort), ...provider],
  });
  for (const [name, podLabels] of Object.entries(clients)) {
    allow(scope, {
      addon: addonName,
      namespace: namespaceName,
      name,
      pods: podLabels,
      to: [toDns(), flow(nodes, httpPort), ...(name === dashboardsName ? provider : [])],
    });
  }
}

/** TCP port of an https URL. */
function portOf(url: string): number {
  return Number(new URL(url).port || 443);
}
