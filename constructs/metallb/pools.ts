// Pools, advertisements and peers as MetalLB's custom resources.
import type { Construct } from 'constructs';
import { customResource } from '../kit/custom-resource.js';
import { labels } from '../kit/labels.js';
import type { Config } from './config.js';
import { addonName, namespaceName } from './names.js';

type Pool = Config['pools'][number];
type Peer = Config['peers'][number];

export function pools(scope: Construct, config: Config): void {
  for (const pool of config.pools) {
    resource(scope, 'metallb.io/v1beta1', 'IPAddressPool', pool.name, addressPool(pool));
    if (pool.l2) resource(scope, 'metallb.io/v1beta1', 'L2Advertisement', pool.name, l2(pool.name, pool.l2));
    if (pool.bgp)
      resource(scope, 'metallb.io/v1beta1', 'BGPAdvertisement', pool.name, bgp(pool.name, pool.bgp));
  }
  for (const peer of config.peers) {
    resource(scope, 'metallb.io/v1beta2', 'BGPPeer', peer.name, bgpPeer(peer));
  }
}

function addressPool(pool: Pool): Record<string, unknown> {
  const narrowed = pool.priority !== undefined || pool.namespaces.length > 0;
  return {
    addresses: pool.addresses,
    autoAssign: pool.autoAssign,
    avoidBuggyIPs: pool.avoidBuggyIPs,
    ...(narrowed
      ? {
          serviceAllocation: {
            ...(pool.priority === undefined ? {} : { priority: pool.priority }),
            ...(pool.namespaces.length > 0 ? { namespaces: pool.namespaces } : {}),
          },
        }
      : {}),
  };
}

function l2(pool: string, options: NonNullable<Pool['l2']>): Record<string, unknown> {
  return {
    ipAddressPools: [pool],
    ...nodes(options.nodeSelectors),
    ...(options.interfaces.length > 0 ? { interfaces: options.interfaces } : {}),
  };
}

function bgp(pool: string, options: NonNullable<Pool['bgp']>): Record<string, unknown> {
  return {
    ipAddressPools: [pool],
    aggregationLength: options.aggregationLength,
    ...(options.localPref === undefined ? {} : { localPref: options.localPref }),
    ...(options.communities.length > 0 ? { communities: options.communities } : {}),
    ...(options.peers.length > 0 ? { peers: options.peers } : {}),
    ...nodes(options.nodeSelectors),
  };
}

function bgpPeer(peer: Peer): Record<string, unknown> {
  return {
    myASN: peer.myAsn,
    peerASN: peer.peerAsn,
    peerAddress: peer.peerAddress,
    peerPort: peer.peerPort,
    holdTime: peer.holdTime,
    ...(peer.sourceAddress ? { sourceAddress: peer.sourceAddress } : {}),
    ...(peer.routerId ? { routerID: peer.routerId } : {}),
    ...(peer.passwordSecret
      ? { passwordSecret: { name: peer.passwordSecret, namespace: namespaceName } }
      : {}),
    ...nodes(peer.nodeSelectors),
  };
}

function nodes(selectors: readonly Readonly<Record<string, string>>[]): Record<string, unknown> {
  return selectors.length > 0 ? { nodeSelectors: selectors.map((matchLabels) => ({ matchLabels })) } : {};
}

function resource(
  scope: Construct,
  apiVersion: string,
  kind: string,
  name: string,
  spec: Record<string, unknown>,
): void {
  customResource(scope, {
    apiVersion,
    kind,
    metadata: { name, namespace: namespaceName, labels: labels(addonName, name) },
    spec,
  });
}
