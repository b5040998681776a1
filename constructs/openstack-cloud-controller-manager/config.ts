// What a profile may say about the OpenStack cloud controller. Most of its settings are in cloud.conf, which holds
// credentials and is therefore a Secret.
import { z } from 'zod';
import { computeResources } from '../kit/schema.js';

export const configSchema = z.strictObject({
  clusterName: z
    .string()
    .regex(/^[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?$/, 'must be letters, digits and dashes')
    .optional()
    .describe(
      'Part of the names of load balancers in Octavia: cluster.name unless said. Two clusters of one project must differ, and a change makes it lose sight of the load balancers that exist.',
    ),
  loadBalancers: z
    .boolean()
    .default(true)
    .describe(
      'Make Octavia load balancers for Services of type LoadBalancer. Off: its service controller does not run, and cloud.conf needs no LoadBalancer section.',
    ),
  routes: z
    .boolean()
    .default(false)
    .describe(
      'Give each node a range of cluster.podCidrs and route it by the Neutron router that router-id in cloud.conf names. For network plugins without an overlay.',
    ),
  privateCa: z
    .boolean()
    .default(false)
    .describe(
      'Certificates of the OpenStack APIs are signed by a CA of your own: the Secret then has ca.crt, and cloud.conf says ca-file=/etc/config/ca.crt.',
    ),
  replaceBundled: z
    .boolean()
    .default(false)
    .describe('On k3s and RKE2: the cloud controller that they bring has been disabled.'),
  resources: computeResources({ cpu: '100m', memory: '96Mi', memoryLimit: '256Mi' }).describe('Of each pod.'),
  logLevel: z.int().min(0).max(6).default(1).describe('Verbosity of the logs.'),
});

export type Config = z.output<typeof configSchema>;
