// What a profile may say about the AWS cloud controller. Credentials come from the role of the control-plane instances.
import { z } from 'zod';
import { computeResources } from '../kit/schema.js';

export const configSchema = z.strictObject({
  loadBalancers: z
    .boolean()
    .default(true)
    .describe(
      'Make load balancers for Services of type LoadBalancer: Classic ones unless a Service says service.beta.kubernetes.io/aws-load-balancer-type: nlb. Turn it off where aws-load-balancer-controller serves them.',
    ),
  healthProbe: z
    .enum(['ServiceNodePort', 'Shared'])
    .default('ServiceNodePort')
    .describe(
      'What load balancers ask to know whether a node is well: the port of the Service, or (Shared) kube-proxy’s health on port 10256, which does not flap with the application.',
    ),
  nodeIpFamilies: z
    .array(z.enum(['ipv4', 'ipv6']))
    .min(1)
    .max(2)
    .default(['ipv4'])
    .describe('Families of the addresses that nodes get, in order of preference.'),
  securityGroupRules: z
    .boolean()
    .default(true)
    .describe(
      'Add a rule to the security group of the nodes for each load balancer, of which AWS allows about 60. Off: you let load balancers to the node ports yourself.',
    ),
  routes: z
    .boolean()
    .default(false)
    .describe(
      'Give each node a range of cluster.podCidrs and route it in the VPC’s table. For network plugins without an overlay.',
    ),
  replaceBundled: z
    .boolean()
    .default(false)
    .describe('On k3s and RKE2: the cloud controller that they bring has been disabled.'),
  resources: computeResources({ cpu: '100m', memory: '96Mi', memoryLimit: '300Mi' }).describe('Of each pod.'),
  logLevel: z.int().min(0).max(6).default(2).describe('Verbosity of the logs.'),
});

export type Config = z.output<typeof configSchema>;
