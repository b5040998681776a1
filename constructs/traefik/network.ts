// Who may reach Traefik: everyone, on two ports. Whom it may reach: the pods that it serves.
import type { Construct } from 'constructs';
import { allow, type Port, toApiServer, toDns } from '../kit/allow.js';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';
import { addonName, namespaceName, ports, traefikPods, workloadName } from './names.js';

export function network(scope: Construct, config: Config, platform: Platform): void {
  const entrance: Port[] = [
    { port: ports.web },
    { port: ports.websecure },
    ...(config.http3 ? [{ port: ports.websecure, protocol: 'UDP' as const }] : []),
  ];
  allow(scope, {
    addon: addonName,
    namespace: namespaceName,
    name: workloadName,
    pods: traefikPods,
    from: [
      {
        peers: [
          { ipBlock: { cidr: '0.0.0.0/0' } },
          { ipBlock: { cidr: '::/0' } },
          // Pods that call a public host: some network plugins count no pod as part of an address block.
          { namespaceSelector: {} },
        ],
        ports: entrance,
      },
    ],
    to: [
      toDns(),
      toApiServer(platform),
      // Backends are whatever an Ingress names, on any port, so the limit is drawn at the other end: each namespace of
      // ours denies all, and admits Traefik to the one port that it exposes. Addresses outside of the cluster stay shut.
      { peers: [{ namespaceSelector: {} }], ports: [{ port: 1, endPort: 65535 }] },
    ],
  });
}
