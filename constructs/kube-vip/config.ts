// What a profile may say about kube-vip: addresses for Services, and one for the API server.
import { z } from 'zod';
import { hostName } from '../kit/cluster.js';
import { computeResources } from '../kit/schema.js';

const interfaceName = z
  .string()
  .regex(/^[a-zA-Z0-9_.@-]{1,15}$/, 'must be the name of a network interface such as eth0 or bond0.100');

const range = z
  .string()
  .regex(
    /^([0-9.]+|[0-9a-fA-F:.]+)(\/\d{1,3}|-([0-9.]+|[0-9a-fA-F:.]+))$/,
    'must be a CIDR such as 192.0.2.0/28, or a range such as 192.0.2.10-192.0.2.20',
  );

const leaseSeconds = z
  .strictObject({
    duration: z
      .int()
      .min(3)
      .max(300)
      .default(15)
      .describe('Seconds after which a silent leader is replaced.'),
    renew: z
      .int()
      .min(2)
      .max(299)
      .default(10)
      .describe('Seconds within which a leader must renew, or step down.'),
    retry: z.int().min(1).max(100).default(2).describe('Seconds between two attempts.'),
  })
  .refine((l) => l.retry < l.renew && l.renew < l.duration, 'needs retry < renew < duration')
  .prefault({})
  .describe(
    'How fast another node takes over. Smaller is faster, and fails over without need on a slow API server.',
  );

const services = z
  .strictObject({
    enabled: z.boolean().default(true).describe('Announce the addresses of Services of type LoadBalancer.'),
    interface: interfaceName
      .optional()
      .describe('Interface of the nodes that the addresses are put on. Unset: that of the default route.'),
    pools: z
      .array(
        z.strictObject({
          namespace: z
            .string()
            .max(63)
            .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'must be the name of a namespace')
            .optional()
            .describe('Only for Services of this namespace. Unset: for all that have no pool of their own.'),
          addresses: z
            .array(range)
            .min(1, 'needs at least one range')
            .describe('CIDRs, or first-last ranges; not both in one pool. Nothing else may use them.'),
        }),
      )
      .default([])
      .describe(
        'Addresses to hand out, by kube-vip-cloud-provider. Empty: it is not installed, and each Service names its address in the annotation kube-vip.io/loadbalancerIPs.',
      ),
    loadBalancerClass: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Serve only Services of this class, such as kube-vip.io/kube-vip-class, beside another load balancer. Unset: those without a class too.',
      ),
    electionPerService: z
      .boolean()
      .default(false)
      .describe(
        'Elect a node for each Service, so that traffic spreads over nodes. Takes the right to write Leases in every namespace. Off: one node has all addresses.',
      ),
    nodeSelector: z
      .record(z.string(), z.string())
      .default({})
      .describe('Labels of the nodes that may announce. Empty: all.'),
    controlPlanes: z.boolean().default(false).describe('Announce from tainted control-plane nodes as well.'),
  })
  .prefault({})
  .describe('Addresses of Services, by a DaemonSet.');

const controlPlane = z
  .strictObject({
    address: z
      .union([
        z.ipv4(),
        z.ipv6(),
        hostName.refine((name) => !/^[0-9.]+$/.test(name), 'must be an address or a DNS name'),
      ])
      .describe(
        'Address that the API server is to have: controlPlaneEndpoint of kubeadm. A DNS name is looked up.',
      ),
    interface: interfaceName.describe(
      'Interface of the control-plane nodes that the address is put on. All must have one of this name.',
    ),
    subnet: z
      .string()
      .regex(/^\d{1,3}(,\d{1,3})?$/, 'must be a prefix length such as 32, or two for dual stack: 32,128')
      .default('32')
      .describe('Prefix length that the address is put on the interface with.'),
    lease: leaseSeconds,
  })
  .describe(
    'A static pod for kubeadm control planes, in the bundle’s files, that holds the API server’s address.',
  );

export const configSchema = z.strictObject({
  services,
  controlPlane: controlPlane.optional(),
  lease: leaseSeconds,
  replaceBundled: z
    .boolean()
    .default(false)
    .describe('On k3s: its service load balancer has been disabled, so that this one can take over.'),
  resources: z
    .strictObject({
      speaker: computeResources({ cpu: '20m', memory: '48Mi', memoryLimit: '128Mi' }).describe(
        'Of each kube-vip.',
      ),
      cloudProvider: computeResources({ cpu: '10m', memory: '48Mi', memoryLimit: '128Mi' }).describe(
        'Of kube-vip-cloud-provider.',
      ),
    })
    .prefault({})
    .describe('Requests and limits.'),
});

export type Config = z.output<typeof configSchema>;
