// What a profile may say about audit logging.
import { z } from 'zod';

export const levels = ['None', 'Metadata', 'Request', 'RequestResponse'] as const;
const stages = ['RequestReceived', 'ResponseStarted', 'ResponseComplete', 'Panic'] as const;

const words = z.array(z.string().min(1)).min(1);

/** One rule of audit.k8s.io/v1 Policy. https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/#audit-k8s-io-v1-PolicyRule */
export const ruleSchema = z
  .strictObject({
    level: z.enum(levels).describe('How much of a matching request is recorded.'),
    users: words.optional().describe('Names of users; any when left out.'),
    userGroups: words.optional().describe('Groups, of which the user needs one; any when left out.'),
    verbs: words.optional().describe('API verbs such as get or create; any when left out.'),
    resources: z
      .array(
        z.strictObject({
          group: z.string().default('').describe('API group; empty for the core one.'),
          resources: words
            .optional()
            .describe('Resources such as pods, pods/log or */scale; all of the group when left out.'),
          resourceNames: words.optional().describe('Names of objects; any when left out.'),
        }),
      )
      .min(1)
      .optional()
      .describe('Kinds of objects; any when left out.'),
    namespaces: z
      .array(z.string())
      .min(1)
      .optional()
      .describe('Namespaces, where the empty string stands for cluster-scoped objects; any when left out.'),
    nonResourceURLs: z
      .array(z.string().regex(/^(\*|\/[^*]*\*?)$/, 'must be * or begin with / and have * at its end alone'))
      .min(1)
      .optional()
      .describe('Paths that are no objects, such as /metrics or /healthz*.'),
    omitStages: z.array(z.enum(stages)).optional().describe('Stages that are not recorded.'),
    omitManagedFields: z
      .boolean()
      .optional()
      .describe('Leave managedFields out of recorded bodies; the policy leaves them out.'),
  })
  .refine((rule) => !(rule.nonResourceURLs && (rule.resources || rule.namespaces)), {
    message: 'cannot speak of nonResourceURLs and of resources or namespaces at once',
  });

export type AuditRule = z.output<typeof ruleSchema>;

export const configSchema = z.strictObject({
  level: z
    .enum(['Metadata', 'Request', 'RequestResponse'])
    .default('Metadata')
    .describe(
      'What is recorded of ordinary writes. Request adds the body that was sent: whatever people put into pods, custom resources and their annotations, plain-text passwords in environment variables included. Secrets, ConfigMaps and tokens stay at Metadata.',
    ),
  serviceAccountReads: z
    .enum(['None', 'Metadata'])
    .default('None')
    .describe(
      'What is recorded when a service account reads ordinary objects. Metadata shows a stolen token looking around, and multiplies the volume of the log. Reads of Secrets are always recorded.',
    ),
  ignoreNamespaces: z
    .array(
      z.string().regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'must be lower-case letters, digits and dashes'),
    )
    .default([])
    .describe(
      'Namespaces whose ordinary reads and writes are not recorded: busy build namespaces. Secrets, exec, RBAC and admission there still are.',
    ),
  rules: z
    .strictObject({
      before: z
        .array(ruleSchema)
        .default([])
        .describe('Rules ahead of all others. The first that matches a request decides.'),
      after: z
        .array(ruleSchema)
        .default([])
        .describe('Rules behind those for sensitive requests and noise, ahead of those for ordinary ones.'),
    })
    .prefault({})
    .describe('Rules of your own.'),
  path: z
    .string()
    .regex(/^\/[^\s*]+\/[^\s*/]+$/, 'must be an absolute path of a file in a folder of its own')
    .optional()
    .describe(
      "Path of the log file on control-plane nodes; the distribution's usual one unless said. Its folder is given to the API server.",
    ),
  retention: z
    .strictObject({
      maxAgeDays: z.int().min(1).max(3650).default(30).describe('Days that rotated files are kept.'),
      maxBackups: z.int().min(1).max(1000).default(10).describe('Rotated files that are kept.'),
      maxSizeMegabytes: z
        .int()
        .min(1)
        .max(10_000)
        .default(100)
        .describe('Size at which a file is rotated, in MB.'),
    })
    .prefault({})
    .describe(
      'Files on the control-plane nodes: what an outage of the collector may use up. The log store keeps its own.',
    ),
  mode: z
    .enum(['blocking', 'batch', 'blocking-strict'])
    .default('blocking')
    .describe(
      'blocking writes an event before the request is answered. batch writes later and loses what is in memory in a crash. blocking-strict refuses requests that cannot be recorded: a full disk stops the API server.',
    ),
  signals: z
    .strictObject({
      enabled: z
        .boolean()
        .default(true)
        .describe('Count suspicious events while they are collected, and alert on them.'),
      trustedUsers: z
        .array(z.string().min(1))
        .default([])
        .describe(
          'User names that are not counted: automation such as system:serviceaccount:argocd:argocd-application-controller.',
        ),
      secretReads: z
        .int()
        .min(1)
        .max(100_000)
        .default(30)
        .describe('Reads of Secrets by one person within 10 minutes that are worth an alert.'),
      denials: z
        .int()
        .min(1)
        .max(100_000)
        .default(100)
        .describe('Refused requests by one user, or by nobody, within 10 minutes that are worth an alert.'),
    })
    .prefault({})
    .describe('Alerts on suspicious use.'),
});

export type Config = z.output<typeof configSchema>;
