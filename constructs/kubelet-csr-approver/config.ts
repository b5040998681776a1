// What a profile may say about the approver: which names and addresses the certificates of kubelets may have.
import { z } from 'zod';
import { cidr, computeResources } from '../kit/schema.js';

export const configSchema = z.strictObject({
  replicas: z
    .int()
    .min(1)
    .max(3)
    .default(2)
    .describe('Pods, of which one works and the others wait; never more than the cluster has nodes for.'),
  nodeNames: z
    .string()
    .regex(
      /^\^.+\$$/,
      'must be anchored: start with ^ and end with $, or it admits names that only contain a match',
    )
    .refine(
      isRegex,
      'must be a regular expression without look-around and back-references, such as ^node-[0-9]+$',
    )
    .describe(
      'Regular expression (RE2) that every DNS name in a request must match. Each must begin with the name of the node that asks, too.',
    ),
  nodeAddresses: z
    .array(cidr)
    .default([])
    .describe(
      'Ranges that every address in a request must lie in. Empty: cluster.nodeCidrs. Leave addresses of load balancers and of the API server out, so that no node gets a certificate for them.',
    ),
  resolveNames: z
    .boolean()
    .default(true)
    .describe(
      'Look each DNS name up with the resolver of the node that the approver runs on, and refuse addresses that it does not have there. Turn it off where node names are in no DNS: a node can then get a certificate for another address in nodeAddresses.',
    ),
  dnsNames: z
    .int()
    .min(1)
    .max(10)
    .default(1)
    .describe('DNS names that one certificate may have. Some clouds give nodes two.'),
  deny: z
    .boolean()
    .default(true)
    .describe(
      'Deny requests that break a rule. Off: they stay pending, for a first look at what would be refused. A kubelet does not repeat a denied request by itself until it starts again or backs off.',
    ),
  maxExpirationDays: z
    .int()
    .min(1)
    .max(367, 'must be at most 367, which upstream does not go beyond')
    .default(367)
    .describe('Longest lifetime in days that a request may ask for.'),
  resources: computeResources({ cpu: '10m', memory: '48Mi', memoryLimit: '128Mi' }).describe('Of each pod.'),
  logLevel: z
    .int()
    .min(0)
    .max(10)
    .default(0)
    .describe('Verbosity of the logs: 0 says of each request why it was approved or denied.'),
});

export type Config = z.output<typeof configSchema>;

/** RE2 knows neither look-around nor back-references; the rest of its syntax JavaScript reads as well. */
function isRegex(text: string): boolean {
  if (/\(\?[=!<]|\\[1-9]/.test(text)) return false;
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
