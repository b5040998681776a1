// What a profile may say about metrics-server.
import { z } from 'zod';
import { computeResources } from '../kit/schema.js';

const addressTypes = ['InternalIP', 'ExternalIP', 'Hostname', 'InternalDNS', 'ExternalDNS'] as const;

export const configSchema = z.strictObject({
  replicas: z
    .int()
    .min(1)
    .max(5)
    .default(2)
    .describe('Pods, all of which ask every kubelet; never more than the cluster has nodes for.'),
  kubeletInsecureTls: z
    .boolean()
    .default(false)
    .describe(
      'Do not verify the serving certificates of kubelets. Needed where kubelets sign their own: kubeadm unless its KubeletConfiguration has serverTLSBootstrap: true and the requests are approved, and kind. Whoever can pose as a node then receives a token that reads metrics of every node; better to turn serverTLSBootstrap on.',
    ),
  kubeletAddressTypes: z
    .array(z.enum(addressTypes))
    .min(1)
    .default(['InternalIP', 'ExternalIP', 'Hostname'])
    .describe(
      'Which address of a node to ask its kubelet at: the first of these that the node has. With DNS names the certificate of the kubelet must carry them.',
    ),
  resolutionSeconds: z
    .int()
    .min(12, 'must be at least 12: a kubelet may take 10 s to answer')
    .max(300)
    .default(15)
    .describe(
      'Seconds between two readings of all kubelets. Smaller reacts faster and costs more on every node; kubelets refresh their own numbers about every 10 to 15 s.',
    ),
  replaceBundled: z
    .boolean()
    .default(false)
    .describe(
      'On k3s and RKE2: the metrics-server that they bring has been disabled, so that this one can take over.',
    ),
  resources: computeResources({ cpu: '100m', memory: '200Mi', memoryLimit: '400Mi' }).describe(
    'Enough for 100 nodes; above, add 1m of CPU and 2Mi of memory a node.',
  ),
  logLevel: z.int().min(0).max(6).default(0).describe('Verbosity of the logs: 2 names each scraped node.'),
});

export type Config = z.output<typeof configSchema>;
