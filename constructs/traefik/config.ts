// What a profile may say about Traefik.
import { z } from 'zod';
import { cidr, computeResources, goDuration } from '../kit/schema.js';

const serviceSchema = z.strictObject({
  type: z
    .enum(['LoadBalancer', 'NodePort', 'ClusterIP'])
    .default('LoadBalancer')
    .describe('How traffic gets in. LoadBalancer needs something that gives addresses, such as metallb.'),
  addresses: z
    .array(z.union([z.ipv4(), z.ipv6()]))
    .max(2)
    .default([])
    .describe(
      'Fixed addresses of the load balancer, one a family; from the provider’s pool. Empty: any free one.',
    ),
  sourceRanges: z
    .array(cidr)
    .default([])
    .describe('Client ranges that the load balancer admits. Empty: everyone.'),
  loadBalancerClass: z
    .string()
    .min(1)
    .optional()
    .describe('Which load balancer serves it, where there are several. Immutable once set.'),
  externalTrafficPolicy: z
    .enum(['Local', 'Cluster'])
    .default('Local')
    .describe(
      'Local keeps client addresses and sends traffic only to nodes with a Traefik pod. Cluster hides them.',
    ),
  ipFamilyPolicy: z
    .enum(['SingleStack', 'PreferDualStack', 'RequireDualStack'])
    .optional()
    .describe('Address families of the Service; the cluster’s default unless said.'),
  nodePorts: z
    .strictObject({
      web: z.int().min(1).max(65535).describe('Node port of HTTP.'),
      websecure: z.int().min(1).max(65535).describe('Node port of HTTPS.'),
    })
    .optional()
    .describe('Fixed node ports; any free ones unless said.'),
  annotations: z
    .record(z.string(), z.string())
    .default({})
    .describe('Annotations that a cloud’s load balancer reads.'),
});

const accessLogSchema = z.strictObject({
  enabled: z.boolean().default(true).describe('One JSON line a request, on standard output.'),
  statusCodes: z
    .array(z.string().regex(/^[1-5]\d\d(-[1-5]\d\d)?$/, 'must be a status code or a range such as 400-599'))
    .default([])
    .describe('Log only these status codes. Empty: all.'),
  minDuration: goDuration.optional().describe('Log only requests that took longer than this Go duration.'),
  queryParameters: z
    .enum(['drop', 'keep'])
    .default('drop')
    .describe(
      'Query strings carry tokens and one-time codes; keep them only where you know that yours do not.',
    ),
  keepHeaders: z
    .array(z.string().regex(/^[A-Za-z0-9-]+$/, 'must be a header name'))
    .default(['User-Agent', 'X-Request-Id'])
    .refine(
      (names) =>
        !names.some((n) => /^(authorization|proxy-authorization|cookie|set-cookie|x-api-key)$/i.test(n)),
      'must not keep headers that carry credentials',
    )
    .describe('Request and response headers to log. All others are dropped.'),
});

const securityHeadersSchema = z.strictObject({
  enabled: z.boolean().default(true).describe('Add the headers below to every HTTPS response.'),
  hstsSeconds: z
    .int()
    .min(0)
    .default(31_536_000)
    .describe('Strict-Transport-Security: seconds for which browsers refuse plain HTTP. 0 leaves it out.'),
  hstsIncludeSubdomains: z.boolean().default(true).describe('HSTS for names below each host as well.'),
  hstsPreload: z.boolean().default(false).describe('Ask to be built into browsers. Hard to take back.'),
  frameOptions: z
    .enum(['SAMEORIGIN', 'DENY', 'unset'])
    .default('SAMEORIGIN')
    .describe('X-Frame-Options: who may show a page in a frame.'),
  referrerPolicy: z.string().min(1).default('strict-origin-when-cross-origin').describe('Referrer-Policy.'),
});

const tlsSchema = z.strictObject({
  minVersion: z
    .enum(['VersionTLS12', 'VersionTLS13'])
    .default('VersionTLS12')
    .describe('Oldest TLS version.'),
  sniStrict: z
    .boolean()
    .default(false)
    .describe('Refuse handshakes for names without a certificate instead of showing a self-signed one.'),
  cipherSuites: z
    .array(z.string().startsWith('TLS_'))
    .min(1)
    .default([
      'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
      'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
      'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
      'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
      'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
      'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
    ])
    .describe('Suites of TLS 1.2, by their Go names. TLS 1.3 has its own, which cannot be chosen.'),
  defaultCertificate: z
    .strictObject({
      hosts: z
        .array(z.string().min(1))
        .default([])
        .describe('Names on it. Empty: the cluster’s domain and *.<domain>, which needs DNS-01.'),
    })
    .optional()
    .describe(
      'A certificate for hosts that have none, from the public issuer. Without it: a self-signed one.',
    ),
});

export const configSchema = z.strictObject({
  replicas: z.int().min(1).max(50).default(3).describe('Pods; never more than the cluster has nodes for.'),
  autoscaling: z
    .strictObject({
      maxReplicas: z.int().min(2).max(200).describe('Most pods; `replicas` is the fewest.'),
      cpuPercent: z.int().min(10).max(200).default(70).describe('Target CPU use, percent of the request.'),
    })
    .optional()
    .describe('Scale with CPU use. Needs metrics-server.'),
  resources: computeResources({ cpu: '200m', memory: '256Mi', memoryLimit: '512Mi' }).describe(
    'Of each pod. The Go runtime is told of 90 % of the memory limit.',
  ),
  ingressClass: z
    .strictObject({
      name: z
        .string()
        .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, 'must be lower-case letters, digits, dashes and dots')
        .default('traefik')
        .describe('Name of the IngressClass. Ingresses of other classes are left alone.'),
      default: z
        .boolean()
        .default(true)
        .describe(
          'The class of Plinth’s own hosts, and of Ingresses that name none. Where two controllers run side by side, false in all but one.',
        ),
    })
    .prefault({})
    .describe('The IngressClass.'),
  gateway: z
    .strictObject({
      hosts: z
        .array(z.string().min(1))
        .min(1)
        .describe('Names on the certificate of the Gateway, from the public issuer. Routes use these hosts.'),
    })
    .optional()
    .describe(
      'Gateway API: a GatewayClass and a Gateway, both called traefik, that HTTPRoutes and GRPCRoutes of every namespace may join.',
    ),
  ingressNginx: z
    .strictObject({
      className: z.string().min(1).default('nginx').describe('Class of those Ingresses.'),
      takeOver: z
        .boolean()
        .default(false)
        .describe(
          'ingress-nginx is gone: render the IngressClass that went with it, and put Traefik’s address into the status of its Ingresses.',
        ),
    })
    .optional()
    .describe(
      'Serve the Ingresses of ingress-nginx as well, by their nginx.ingress.kubernetes.io annotations: the way of moving away from it without touching them.',
    ),
  service: serviceSchema.prefault({}).describe('The Service in front.'),
  trustedIPs: z
    .strictObject({
      forwardedHeaders: z
        .array(cidr)
        .default([])
        .describe('Proxies whose X-Forwarded-* headers are believed. All others’ are overwritten.'),
      proxyProtocol: z
        .array(cidr)
        .default([])
        .describe('Load balancers whose PROXY protocol header is believed.'),
    })
    .prefault({})
    .describe('Who may say which address a client has.'),
  http3: z.boolean().default(false).describe('HTTP/3 on UDP port 443. The load balancer must pass UDP.'),
  timeouts: z
    .strictObject({
      read: goDuration
        .default('10m')
        .describe(
          'Time to receive a whole request, body included, in Go duration: the slowest upload that you allow. 0s: no limit.',
        ),
      write: goDuration
        .default('0s')
        .describe('Time to send a whole response, in Go duration. 0s: no limit.'),
      idle: goDuration
        .default('180s')
        .describe(
          'How long idle client connections stay open, in Go duration. Longer than the load balancer’s.',
        ),
      drainSeconds: z
        .int()
        .min(0)
        .max(600)
        .default(15)
        .describe(
          'Seconds for which a stopping pod keeps accepting requests while load balancers take it out.',
        ),
      graceSeconds: z
        .int()
        .min(1)
        .max(3600)
        .default(30)
        .describe('Seconds after that for which running requests may finish.'),
    })
    .prefault({})
    .describe('Timeouts of client connections, and of a stopping pod.'),
  tls: tlsSchema.prefault({}).describe('TLS of every host that does not choose its own options.'),
  securityHeaders: securityHeadersSchema.prefault({}).describe('Headers that browsers act on.'),
  underscoreHeaders: z
    .enum(['delete', 'keep', 'reject'])
    .default('delete')
    .describe(
      'Request headers with an underscore. CGI-like backends take X_Forwarded_For for X-Forwarded-For, so clients could forge it.',
    ),
  middlewareNamespaces: z
    .array(z.string().min(1))
    .optional()
    .describe(
      'Namespaces whose Ingresses may refer to Middlewares, TLSOptions and ServersTransports. Unset: all. When set, it must name every namespace whose services sign in at the edge.',
    ),
  accessLog: accessLogSchema.prefault({}).describe('The access log.'),
  logLevel: z
    .enum(['DEBUG', 'INFO', 'WARN', 'ERROR'])
    .default('INFO')
    .describe('Level of Traefik’s own log.'),
  latencyBuckets: z
    .array(z.number().positive())
    .min(1)
    .max(20)
    .default([0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10])
    .refine((b) => b.every((v, i) => i === 0 || v > (b[i - 1] ?? 0)), 'must be in ascending order')
    .describe('Buckets of the latency histograms, in seconds. They need 1 and 5 for the alerts to be exact.'),
  routerMetrics: z
    .boolean()
    .default(false)
    .describe('Metrics by router beside those by service: twice the series.'),
  dashboard: z
    .boolean()
    .default(false)
    .describe(
      'API and dashboard on container port 8080, which no policy opens: kubectl -n traefik port-forward deploy/traefik 8080.',
    ),
});

export type Config = z.output<typeof configSchema>;
