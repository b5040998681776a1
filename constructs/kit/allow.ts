// NetworkPolicies from sentences: who may reach these pods, and whom they may reach. Namespaces deny the rest.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { type Labels, labels } from './labels.js';
import type { Platform, PodPeer } from './platform.js';

export interface Port {
  readonly port: number | string;
  readonly protocol?: 'TCP' | 'UDP';
  /** Last port of a range that starts at `port`. */
  readonly endPort?: number;
}

/** One direction of traffic: these peers, on these ports; on every port when none is named. */
export interface Flow {
  readonly peers: readonly k8s.NetworkPolicyPeer[];
  readonly ports: readonly Port[];
}

export interface Allowance {
  readonly addon: string;
  readonly namespace: string;
  /** Name of the NetworkPolicy. */
  readonly name: string;
  /** Labels of the pods that it speaks of. */
  readonly pods: Labels;
  readonly from?: readonly Flow[];
  readonly to?: readonly Flow[];
}

/** Renders one NetworkPolicy. A direction that is absent stays as the other policies leave it. */
export function allow(scope: Construct, a: Allowance): void {
  new k8s.KubeNetworkPolicy(scope, `allow-${a.namespace}-${a.name}`, {
    metadata: { name: a.name, namespace: a.namespace, labels: labels(a.addon, a.name) },
    spec: {
      podSelector: { matchLabels: a.pods },
      policyTypes: [...(a.from ? ['Ingress'] : []), ...(a.to ? ['Egress'] : [])],
      // An empty list would be dropped by the API server, and each apply would add it anew.
      ...(a.from?.length
        ? { ingress: a.from.map((f) => ({ from: [...f.peers], ...policyPorts(f.ports) })) }
        : {}),
      ...(a.to?.length ? { egress: a.to.map((f) => ({ to: [...f.peers], ...policyPorts(f.ports) })) } : {}),
    },
  });
}

/** Pods of one namespace. */
export function pods(peer: PodPeer): k8s.NetworkPolicyPeer {
  return {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': peer.namespace } },
    podSelector: { matchLabels: peer.podLabels },
  };
}

/** Traffic to pods of one namespace: `toPods({namespace, podLabels}, 9200)`. */
export function flow(peer: PodPeer, ...ports: readonly (number | string)[]): Flow {
  return { peers: [pods(peer)], ports: ports.map((port) => ({ port })) };
}

/** The cluster's DNS. Port 53 is what CoreDNS listens on behind kube-dns. */
export function toDns(): Flow {
  return {
    peers: [pods({ namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' } })],
    ports: [
      { port: 53, protocol: 'UDP' },
      { port: 53, protocol: 'TCP' },
    ],
  };
}

/**
 * The API server. It runs on the host network, where no pod selector reaches, so the rule names its port and the
 * nodes' addresses when the profile knows them. Policies act after the Service's address is translated.
 */
export function toApiServer(platform: Platform): Flow {
  return { peers: nodes(platform), ports: [{ port: platform.cluster.apiServerPort }] };
}

/** Calls from the API server: webhooks and aggregated APIs. It calls from a node's address. */
export function fromApiServer(platform: Platform, ...ports: readonly (number | string)[]): Flow {
  return { peers: nodes(platform), ports: ports.map((port) => ({ port })) };
}

/** Ports on the nodes themselves: kubelets and host-network pods. */
export function toNodes(platform: Platform, ...ports: readonly number[]): Flow {
  return { peers: nodes(platform), ports: ports.map((port) => ({ port })) };
}

/** Addresses outside of the cluster, for what the user configures: mail, chat, object stores, ACME. */
export function toOutside(platform: Platform, ...ports: readonly number[]): Flow {
  const inside = [...platform.cluster.podCidrs, ...platform.cluster.serviceCidrs];
  // As above: no empty list.
  const outside = (cidr: string, except: readonly string[]) => ({
    ipBlock: { cidr, ...(except.length > 0 ? { except: [...except] } : {}) },
  });
  return {
    peers: [
      outside(
        '0.0.0.0/0',
        inside.filter((c) => !c.includes(':')),
      ),
      outside(
        '::/0',
        inside.filter((c) => c.includes(':')),
      ),
    ],
    ports: ports.map((port) => ({ port })),
  };
}

/** Anyone, inside or outside: what a load balancer's port has to admit. */
export function fromAnywhere(...ports: readonly Port[]): Flow {
  return { peers: [{ ipBlock: { cidr: '0.0.0.0/0' } }, { ipBlock: { cidr: '::/0' } }], ports };
}

function nodes(platform: Platform): k8s.NetworkPolicyPeer[] {
  const cidrs = platform.cluster.nodeCidrs;
  const any = ['0.0.0.0/0', '::/0'];
  return (cidrs.length > 0 ? cidrs : any).map((cidr) => ({ ipBlock: { cidr } }));
}

/** No ports at all means every port, which a policy says by leaving the field out. */
function policyPorts(ports: readonly Port[]): { ports?: k8s.NetworkPolicyPort[] } {
  return ports.length > 0 ? { ports: ports.map(policyPort) } : {};
}

function policyPort(p: Port): k8s.NetworkPolicyPort {
  const port =
    typeof p.port === 'number' ? k8s.IntOrString.fromNumber(p.port) : k8s.IntOrString.fromString(p.port);
  return { ...(p.endPort === undefined ? {} : { endPort: p.endPort }), port, protocol: p.protocol ?? 'TCP' };
}
