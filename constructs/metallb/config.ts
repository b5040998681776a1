// What a profile may say about MetalLB: pools of addresses, and how each is made known to the network.
import { z } from 'zod';
import { computeResources, goDuration } from '../kit/schema.js';

const objectName = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'must be lower-case letters, digits and dashes');

const asn = z.int().min(1).max(4_294_967_295);

const nodeLabels = z.record(z.string(), z.string()).describe('Labels of the nodes, all of which must match.');

const range = z
  .string()
  .regex(
    /^([0-9.]+|[0-9a-fA-F:.]+)(\/\d{1,3}|-([0-9.]+|[0-9a-fA-F:.]+))$/,
    'must be a CIDR such as 192.0.2.0/28, or a range such as 192.0.2.10-192.0.2.20',
  );

const poolSchema = z.strictObject({
  name: objectName.describe('Name of the IPAddressPool.'),
  addresses: z
    .array(range)
    .min(1, 'needs at least one range')
    .describe('CIDRs or first-last ranges, of either family. Nothing else on the network may use them.'),
  autoAssign: z
    .boolean()
    .default(true)
    .describe('Give addresses to Services that ask for none in particular.'),
  avoidBuggyIPs: z
    .boolean()
    .default(false)
    .describe('Leave addresses that end in .0 and .255 out: some old routers take them for broadcasts.'),
  priority: z
    .int()
    .min(0)
    .optional()
    .describe('Among pools that fit a Service, the lowest number goes first. Unset goes last.'),
  namespaces: z.array(objectName).default([]).describe('Only Services of these namespaces. Empty: all.'),
  l2: z
    .strictObject({
      interfaces: z
        .array(z.string().min(1).max(15))
        .default([])
        .describe('Network interfaces of the nodes to announce from. Empty: all but excludeInterfaces.'),
      nodeSelectors: z
        .array(nodeLabels)
        .default([])
        .describe('Nodes that may announce; one of the entries must match. Empty: all.'),
    })
    .optional()
    .describe(
      'Announce by ARP and NDP: one node takes all traffic of an address, another takes over in seconds.',
    ),
  bgp: z
    .strictObject({
      peers: z.array(objectName).default([]).describe('Names of the peers to announce to. Empty: all.'),
      aggregationLength: z
        .int()
        .min(1)
        .max(32)
        .default(32)
        .describe('Prefix length of the announced routes: 32 is one route an address.'),
      localPref: z
        .int()
        .min(0)
        .max(4_294_967_295)
        .optional()
        .describe('BGP LOCAL_PREF; only within one autonomous system.'),
      communities: z
        .array(z.string().regex(/^\d{1,5}:\d{1,5}$/, 'must be two 16-bit numbers such as 65535:65282'))
        .default([])
        .describe('BGP communities to attach.'),
      nodeSelectors: z
        .array(nodeLabels)
        .default([])
        .describe('Nodes that may announce; one of the entries must match. Empty: all.'),
    })
    .optional()
    .describe('Announce by BGP: routers spread the traffic over the nodes. IPv4 alone in native mode.'),
});

const peerSchema = z.strictObject({
  name: objectName.describe('Name of the BGPPeer.'),
  myAsn: asn.describe('Autonomous system number of the cluster.'),
  peerAsn: asn.describe('Autonomous system number of the router.'),
  peerAddress: z.ipv4().describe('Address of the router.'),
  peerPort: z.int().min(1).max(16_384).default(179).describe('TCP port of the router.'),
  sourceAddress: z.ipv4().optional().describe('Address of the node to connect from.'),
  routerId: z.ipv4().optional().describe('BGP router id; the address of the node unless said.'),
  holdTime: goDuration
    .default('90s')
    .describe('How long the session outlives silence, in Go duration. Keepalives come three times as often.'),
  passwordSecret: objectName
    .optional()
    .describe(
      'Secret of type kubernetes.io/basic-auth in metallb-system whose key `password` signs the session (TCP MD5).',
    ),
  nodeSelectors: z
    .array(nodeLabels)
    .default([])
    .describe('Nodes that connect to it, such as those of its rack; one entry must match. Empty: all.'),
});

export const configSchema = z.strictObject({
  pools: z
    .array(poolSchema)
    .min(1, 'needs at least one pool')
    .describe('Addresses that Services of type LoadBalancer may get.'),
  peers: z.array(peerSchema).default([]).describe('Routers to speak BGP with.'),
  loadBalancerClass: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Serve only Services of this class, beside another load balancer. Unset: those without a class.',
    ),
  excludeInterfaces: z
    .array(z.string().min(1))
    .default([
      '^docker.*',
      '^cbr.*',
      '^dummy.*',
      '^virbr.*',
      '^lxcbr.*',
      '^veth.*',
      '^lo$',
      '^cali.*',
      '^tunl.*',
      '^flannel.*',
      '^kube-ipvs.*',
      '^cni.*',
      '^nodelocaldns.*',
      '^lxc.*',
    ])
    .describe('Regular expressions of interfaces that never announce: those of containers and tunnels.'),
  ignoreExcludeLabel: z
    .boolean()
    .optional()
    .describe(
      'Announce also from nodes labelled node.kubernetes.io/exclude-from-external-load-balancers, as kubeadm labels control planes. Unset: only where there are no workers.',
    ),
  speaker: z
    .strictObject({
      nodeSelector: nodeLabels.default({}).describe('Nodes that run a speaker. Empty: all.'),
      tolerations: z
        .array(
          z.strictObject({
            key: z.string().optional().describe('Taint key; every taint unless said.'),
            operator: z.enum(['Exists', 'Equal']).default('Exists').describe('How the value is compared.'),
            value: z.string().optional().describe('Taint value, with Equal.'),
            effect: z
              .enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute'])
              .optional()
              .describe('Taint effect; every effect unless said.'),
          }),
        )
        .prefault([{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }])
        .describe('Taints under which speakers run all the same.'),
    })
    .prefault({})
    .describe('Where speakers run.'),
  resources: z
    .strictObject({
      controller: computeResources({ cpu: '20m', memory: '64Mi', memoryLimit: '256Mi' }).describe(
        'Of the controller.',
      ),
      speaker: computeResources({ cpu: '20m', memory: '64Mi', memoryLimit: '256Mi' }).describe(
        'Of each speaker.',
      ),
    })
    .prefault({})
    .describe('Requests and limits.'),
  logLevel: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('Level of the logs.'),
});

export type Config = z.output<typeof configSchema>;
