// What a profile may say about Contour and its Envoys.
import { z } from 'zod';
import { entranceSchema, ingressClassSchema } from '../kit/entrance.js';
import { computeResources, goDuration } from '../kit/schema.js';

const envoy = z.strictObject({
  replicas: z.int().min(1).max(50).default(3).describe('Pods; never more than the cluster has nodes for.'),
  autoscaling: z
    .strictObject({
      maxReplicas: z.int().min(2).max(200).describe('Most pods; `replicas` is the fewest.'),
      cpuPercent: z.int().min(10).max(200).default(70).describe('Target CPU use, percent of the request.'),
    })
    .optional()
    .describe('Scale with CPU use. Needs metrics-server.'),
  resources: computeResources({ cpu: '200m', memory: '256Mi', memoryLimit: '1Gi' }).describe(
    'Of each pod. Envoy refuses new work before 90 % of the memory limit are in use.',
  ),
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
    .default(240)
    .describe('Seconds after that for which open connections may end by themselves.'),
});

const tls = z.strictObject({
  minVersion: z.enum(['1.2', '1.3']).default('1.2').describe('Oldest TLS version.'),
  hstsSeconds: z
    .int()
    .min(0)
    .default(31_536_000)
    .describe('Strict-Transport-Security: seconds for which browsers refuse plain HTTP. 0 leaves it out.'),
  hstsIncludeSubdomains: z.boolean().default(true).describe('HSTS for names below each host as well.'),
});

const timeouts = z.strictObject({
  connectionIdle: goDuration
    .default('60s')
    .describe('How long idle client connections stay open, in Go duration.'),
  streamIdle: goDuration
    .default('5m')
    .describe('How long a request or a WebSocket may be silent, in Go duration.'),
  request: goDuration.optional().describe('Longest whole request, in Go duration. Unset: no limit.'),
  connect: goDuration.default('2s').describe('To connect to a backend, in Go duration.'),
});

export const configSchema = z.strictObject({
  replicas: z
    .int()
    .min(1)
    .max(10)
    .default(2)
    .describe('Pods of Contour itself, which tells the Envoys what to do; one leads.'),
  resources: computeResources({ cpu: '50m', memory: '128Mi', memoryLimit: '512Mi' }).describe(
    'Of each pod of Contour.',
  ),
  envoy: envoy.prefault({}).describe('The proxies.'),
  ingressClass: ingressClassSchema('contour').describe('The IngressClass. HTTPProxies name it as well.'),
  service: entranceSchema.prefault({}).describe('The Service in front of the Envoys.'),
  tls: tls.prefault({}).describe('TLS of every host.'),
  timeouts: timeouts.prefault({}).describe('Timeouts of clients and of backends.'),
  trustedHops: z
    .int()
    .min(0)
    .max(10)
    .default(0)
    .describe('Proxies in front whose X-Forwarded-For entries are believed, counted from the right.'),
  proxyProtocol: z
    .boolean()
    .default(false)
    .describe('The load balancer speaks the PROXY protocol. Then every client has to.'),
  rootNamespaces: z
    .array(z.string().min(1))
    .default([])
    .describe('Namespaces whose HTTPProxies may claim a host. Empty: all.'),
  permitInsecure: z
    .boolean()
    .default(false)
    .describe('Let HTTPProxies serve single routes over plain HTTP (permitInsecure).'),
  accessLog: z
    .enum(['all', 'errors', 'critical', 'off'])
    .default('all')
    .describe(
      'Requests that are logged, one JSON line each: all, those from status 300 on, 5xx alone, or none.',
    ),
});

export type Config = z.output<typeof configSchema>;
