// What a profile may say about the AWS load balancer controller.
import { z } from 'zod';
import { computeResources } from '../kit/schema.js';

export const configSchema = z.strictObject({
  clusterName: z
    .string()
    .regex(/^[0-9A-Za-z][A-Za-z0-9_-]{0,99}$/, 'must be the name of a cluster in AWS')
    .optional()
    .describe(
      'Tag of all that it makes in AWS, and on EKS the name there: cluster.name unless said. A change makes it lose sight of what exists.',
    ),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be a region such as eu-central-1')
    .optional()
    .describe(
      'AWS region. Unset: asked of the metadata of the instance, which many clusters keep pods from.',
    ),
  vpcId: z
    .string()
    .regex(/^vpc-[0-9a-f]+$/, 'must be a VPC such as vpc-0123abcd')
    .optional()
    .describe('VPC of the cluster. Unset: asked of the metadata of the instance.'),
  roleArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/, 'must be the ARN of a role')
    .optional()
    .describe(
      'IAM role for its ServiceAccount, by the cluster’s OIDC provider (IRSA). Unset: EKS Pod Identity, or the role of the instance.',
    ),
  services: z
    .boolean()
    .default(true)
    .describe(
      'Serve every new Service of type LoadBalancer that names no class, by a network load balancer: a webhook gives it the class. Off: only those that say loadBalancerClass service.k8s.aws/nlb.',
    ),
  ingressClass: z
    .strictObject({
      name: z
        .string()
        .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, 'must be lower-case letters, digits, dots and dashes')
        .default('alb')
        .describe('Name of the IngressClass.'),
      default: z.boolean().default(false).describe('Serve Ingresses that name no class.'),
    })
    .prefault({})
    .describe('IngressClass of application load balancers.'),
  targetType: z
    .enum(['instance', 'ip'])
    .default('instance')
    .describe(
      'Where load balancers send traffic unless the object says: to node ports, or to pods (ip), which must have addresses of the VPC.',
    ),
  tags: z
    .record(z.string().regex(/^[\w .:/+@-]{1,128}$/), z.string().regex(/^[\w .:/+@-]{0,256}$/))
    .default({})
    .describe('AWS tags of all that it makes.'),
  replicas: z
    .int()
    .min(1)
    .max(5)
    .default(2)
    .describe('Pods: all answer webhooks, one works in AWS. Never more than the cluster has nodes for.'),
  resources: computeResources({ cpu: '50m', memory: '128Mi', memoryLimit: '512Mi' }).describe('Of each pod.'),
  logLevel: z.enum(['info', 'debug']).default('info').describe('Level of the logs.'),
});

export type Config = z.output<typeof configSchema>;
