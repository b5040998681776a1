// The NetworkPolicy of an ingress controller's proxies: everyone may come, and they may go to every pod.
import type { Construct } from 'constructs';
import { allow, type Flow, type Port, toDns } from './allow.js';
import type { Labels } from './labels.js';

export interface EdgeNetwork {
  readonly addon: string;
  readonly namespace: string;
  /** Name of the policy. */
  readonly name: string;
  readonly pods: Labels;
  /** Container ports that clients reach. */
  readonly entrance: readonly Port[];
  /** Further peers, such as the API server. */
  readonly from?: readonly Flow[];
  readonly to?: readonly Flow[];
}

export function edgeNetwork(scope: Construct, e: EdgeNetwork): void {
  allow(scope, {
    addon: e.addon,
    namespace: e.namespace,
    name: e.name,
    pods: e.pods,
    from: [
      {
        peers: [
          { ipBlock: { cidr: '0.0.0.0/0' } },
          { ipBlock: { cidr: '::/0' } },
          // Pods that call a public host: some network plugins count no pod as part of an address block.
          { namespaceSelector: {} },
        ],
        ports: e.entrance,
      },
      ...(e.from ?? []),
    ],
    to: [
      toDns(),
      ...(e.to ?? []),
      // Backends are whatever an Ingress names, on any port, so the limit is drawn at the other end: each namespace of
      // ours denies all, and admits the controller to the one port that it exposes. Outside addresses stay shut.
      { peers: [{ namespaceSelector: {} }], ports: [{ port: 1, endPort: 65535 }] },
    ],
  });
}
