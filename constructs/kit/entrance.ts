// The way in, as every ingress controller has it: a Service for clients and the IngressClass that names the controller.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { z } from 'zod';
import type { Problem } from './addon.js';
import { type Labels, labels } from './labels.js';
import type { Platform } from './platform.js';
import { cidr } from './schema.js';

/** `addons.<controller>.service` */
export const entranceSchema = z.strictObject({
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
    .describe('Local keeps client addresses and sends traffic only to nodes with a pod. Cluster hides them.'),
  ipFamilyPolicy: z
    .enum(['SingleStack', 'PreferDualStack', 'RequireDualStack'])
    .optional()
    .describe('Address families of the Service; the cluster’s default unless said.'),
  nodePorts: z
    .strictObject({
      http: z.int().min(1).max(65535).describe('Node port of HTTP.'),
      https: z.int().min(1).max(65535).describe('Node port of HTTPS.'),
    })
    .optional()
    .describe('Fixed node ports; any free ones unless said.'),
  annotations: z
    .record(z.string(), z.string())
    .default({})
    .describe('Annotations that a cloud’s load balancer reads.'),
});

/** `addons.<controller>.ingressClass` */
export function ingressClassSchema(name: string) {
  return z
    .strictObject({
      name: z
        .string()
        .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, 'must be lower-case letters, digits, dashes and dots')
        .default(name)
        .describe('Name of the IngressClass. Ingresses of other classes are left alone.'),
      default: z
        .boolean()
        .default(true)
        .describe(
          'The class of Plinth’s own hosts, and of Ingresses that name none. Where two controllers run side by side, false in all but one.',
        ),
    })
    .prefault({});
}

export interface Entrance {
  readonly addon: string;
  readonly namespace: string;
  /** Name of the Service. Its ports are called http and https, and so are the container's. */
  readonly name: string;
  readonly pods: Labels;
  readonly config: z.output<typeof entranceSchema>;
}

export function entrance(scope: Construct, platform: Platform, e: Entrance): void {
  const { config } = e;
  const external = config.type !== 'ClusterIP';
  const balanced = config.type === 'LoadBalancer';
  const metallb = platform.loadBalancer?.provider === 'metallb';
  const annotations = {
    ...(balanced && metallb && config.addresses.length > 0
      ? { 'metallb.io/loadBalancerIPs': config.addresses.join(',') }
      : {}),
    ...config.annotations,
  };
  const port = (name: 'http' | 'https', number: number) => ({
    name,
    port: number,
    targetPort: k8s.IntOrString.fromString(name),
    protocol: 'TCP',
    ...(external && config.nodePorts ? { nodePort: config.nodePorts[name] } : {}),
  });
  new k8s.KubeService(scope, 'entrance', {
    metadata: {
      name: e.name,
      namespace: e.namespace,
      labels: labels(e.addon, e.name),
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    },
    spec: {
      ports: [port('http', 80), port('https', 443)],
      selector: e.pods,
      type: config.type,
      ...(external ? { externalTrafficPolicy: config.externalTrafficPolicy } : {}),
      ...(config.ipFamilyPolicy ? { ipFamilyPolicy: config.ipFamilyPolicy } : {}),
      ...(balanced && config.loadBalancerClass ? { loadBalancerClass: config.loadBalancerClass } : {}),
      // Other providers read the field; MetalLB prefers its annotation, which can hold two families.
      ...(balanced && !metallb && config.addresses[0] ? { loadBalancerIp: config.addresses[0] } : {}),
      ...(balanced && config.sourceRanges.length > 0
        ? { loadBalancerSourceRanges: config.sourceRanges }
        : {}),
    },
  });
}

/** What is set for a load balancer where there is none. */
export function entranceProblems(service: Entrance['config']): readonly Problem[] {
  if (service.type === 'LoadBalancer') return [];
  return (['addresses', 'sourceRanges'] as const)
    .filter((key) => service[key].length > 0)
    .map((key) => ({
      path: ['service', key],
      message: `is for load balancers, and service.type is ${service.type}; remove it or use LoadBalancer`,
    }));
}

/** Renders the IngressClass. `controller` is the name that the controller looks for, and immutable. */
export function ingressClass(
  scope: Construct,
  addon: string,
  config: z.output<ReturnType<typeof ingressClassSchema>>,
  controller: string,
): void {
  new k8s.KubeIngressClass(scope, 'ingress-class', {
    metadata: {
      name: config.name,
      labels: labels(addon, addon),
      ...(config.default ? { annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' } } : {}),
    },
    spec: { controller },
  });
}
