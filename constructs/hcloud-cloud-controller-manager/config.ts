// What a profile may say about the Hetzner Cloud controller. Tokens are in Secret hcloud.
import { z } from 'zod';
import { cidr, computeResources } from '../kit/schema.js';

const location = z.string().regex(/^[a-z]{2,5}[0-9]$/, 'must be a location such as fsn1, nbg1 or hel1');

export const configSchema = z.strictObject({
  network: z
    .strictObject({
      name: z
        .string()
        .regex(/^[A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?$/, 'must be the name or number of a network')
        .describe('Name or number of the private network that all nodes are attached to.'),
      routes: z
        .boolean()
        .default(true)
        .describe(
          'Give each node a range of cluster.podCidrs and route it through the network (at most 100 routes). Off where the network plugin does that itself, as Cilium’s tunnels do.',
        ),
    })
    .optional()
    .describe(
      'Private network. With it the controller runs on the host’s network, as pods may have none before it has made the routes.',
    ),
  loadBalancers: z
    .strictObject({
      enabled: z
        .boolean()
        .default(true)
        .describe('Make Hetzner load balancers for Services of type LoadBalancer.'),
      location: location.optional().describe('Where load balancers are made, unless the Service says.'),
      networkZone: z
        .string()
        .regex(/^[a-z]+(-[a-z]+)+$/, 'must be a network zone such as eu-central')
        .optional()
        .describe('Network zone instead of a location: Hetzner chooses the location.'),
      type: z
        .string()
        .regex(/^lb\d+$/, 'must be a type of load balancer such as lb11')
        .default('lb11')
        .describe('Size of load balancers: decides connections, targets and price.'),
      algorithm: z
        .enum(['round_robin', 'least_connections'])
        .default('round_robin')
        .describe('How connections are spread over nodes.'),
      usePrivateIp: z
        .boolean()
        .default(false)
        .describe('Reach nodes over the private network. Needs network; spares nodes a public port.'),
      proxyProtocol: z
        .boolean()
        .default(false)
        .describe(
          'Tell backends the address of the client by PROXY protocol, which all of them must then expect.',
        ),
      ipv6: z.boolean().default(true).describe('Give load balancers a public IPv6 address as well.'),
      privateSubnet: cidr
        .optional()
        .describe('Subnet of the private network that load balancers are attached in. Needs network.'),
    })
    .prefault({})
    .describe('Defaults of load balancers; annotations of a Service go before.'),
  robot: z
    .boolean()
    .default(false)
    .describe('Some nodes are dedicated (Robot) servers: takes their credentials from the Secret.'),
  addressFamily: z
    .enum(['ipv4', 'ipv6', 'dualstack'])
    .default('ipv4')
    .describe('Families of the addresses that nodes get.'),
  replaceBundled: z
    .boolean()
    .default(false)
    .describe('On k3s and RKE2: the cloud controller that they bring has been disabled.'),
  resources: computeResources({ cpu: '100m', memory: '64Mi', memoryLimit: '256Mi' }).describe('Of each pod.'),
  logLevel: z.int().min(0).max(6).default(2).describe('Verbosity of the logs.'),
});

export type Config = z.output<typeof configSchema>;
