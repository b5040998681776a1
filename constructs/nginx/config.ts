// What a profile may say about F5's NGINX Ingress Controller.
import { z } from 'zod';
import { entranceSchema, ingressClassSchema } from '../kit/entrance.js';
import { cidr, computeResources } from '../kit/schema.js';

const size = z.string().regex(/^\d+[kmg]?$/, 'must be a size as nginx writes it, such as 8m, or 0 for any');

const tls = z.strictObject({
  minVersion: z.enum(['TLSv1.2', 'TLSv1.3']).default('TLSv1.2').describe('Oldest TLS version.'),
  hstsSeconds: z
    .int()
    .min(0)
    .default(31_536_000)
    .describe('Strict-Transport-Security: seconds for which browsers refuse plain HTTP. 0 leaves it out.'),
  hstsIncludeSubdomains: z.boolean().default(true).describe('HSTS for names below each host as well.'),
});

const timeouts = z.strictObject({
  connectSeconds: z.int().min(1).max(75).default(5).describe('To connect to a backend, in seconds.'),
  readSeconds: z
    .int()
    .min(1)
    .default(60)
    .describe('Between two reads from a backend, in seconds. WebSockets that are silent longer are closed.'),
  sendSeconds: z.int().min(1).default(60).describe('Between two writes to a backend, in seconds.'),
  drainSeconds: z
    .int()
    .min(0)
    .max(600)
    .default(15)
    .describe('Seconds for which a stopping pod keeps accepting requests while load balancers take it out.'),
  graceSeconds: z
    .int()
    .min(1)
    .max(3600)
    .default(60)
    .describe(
      'Seconds after that, and after each reload, for which running requests and WebSockets may finish.',
    ),
});

export const configSchema = z.strictObject({
  replicas: z.int().min(1).max(50).default(3).describe('Pods; never more than the cluster has nodes for.'),
  resources: computeResources({ cpu: '200m', memory: '256Mi', memoryLimit: '1Gi' }).describe('Of each pod.'),
  // Not `nginx`, which is the class of ingress-nginx: the controller's name in a class can never be changed.
  ingressClass: ingressClassSchema('f5-nginx').describe('The IngressClass.'),
  service: entranceSchema.prefault({}).describe('The Service in front.'),
  tls: tls.prefault({}).describe('TLS of every host.'),
  timeouts: timeouts.prefault({}).describe('Timeouts of backends, and of a stopping pod.'),
  bodySize: size
    .default('64m')
    .describe('Largest request body, where an Ingress says nothing. Upstream’s own default is 1m.'),
  trustedProxies: z
    .array(cidr)
    .default([])
    .describe(
      'Proxies whose word on the client’s address is believed: X-Forwarded-For, or the PROXY protocol.',
    ),
  proxyProtocol: z
    .boolean()
    .default(false)
    .describe('The load balancer speaks the PROXY protocol. Then every client has to.'),
  customResources: z
    .boolean()
    .default(false)
    .describe(
      'Serve VirtualServer, TransportServer and Policy as well. Apply upstream’s deploy/crds.yaml of the same version first, or the pods do not become ready.',
    ),
  settings: z
    .record(z.string().regex(/^[a-z0-9-]+$/, 'must be a key of upstream’s ConfigMap'), z.string())
    .default({})
    .describe('Further keys of the controller’s ConfigMap, as upstream documents them.'),
});

export type Config = z.output<typeof configSchema>;
