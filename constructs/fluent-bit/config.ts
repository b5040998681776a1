// What a profile may say about log collection.
import { z } from 'zod';
import { bytes, computeResources } from '../kit/schema.js';
import { type OptionValue, options, secretKey } from './config-output-parts.js';
import { outputSchema } from './config-outputs.js';
import { multilineParserSchema, parserSchema } from './config-parsers.js';
import { streams } from './names.js';
import { type FilterName, filterTables } from './options/filters.js';

const namespace = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'must be the name of a namespace');

const containers = z
  .strictObject({
    enabled: z.boolean().default(true).describe('Collects the logs of containers.'),
    excludeNamespaces: z.array(namespace).default([]).describe('Namespaces whose logs are not collected.'),
    excludePaths: z
      .array(
        z
          .string()
          .regex(
            /^\/var\/log\/containers\/[^,\s]+$/,
            'must be a pattern such as /var/log/containers/noisy-*.log',
          ),
      )
      .default([])
      .describe(
        'Patterns of files below /var/log/containers that are not read. Names are pod_namespace_container-id.log.',
      ),
    stackTraces: z
      .array(z.enum(['go', 'java', 'python', 'ruby']))
      .default([])
      .describe('Languages whose stack traces are joined into one record. Costs CPU for each line.'),
    parseJson: z
      .boolean()
      .default(true)
      .describe('Takes apart messages that are JSON objects: their keys become fields of the record.'),
    parseJsonInto: z
      .string()
      .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'must be a field name')
      .optional()
      .describe('Field below which those keys go; the record itself unless set.'),
    keepLog: z.boolean().default(false).describe('Keeps the raw message beside the fields taken from it.'),
    labels: z.boolean().default(true).describe("Adds the pod's labels."),
    annotations: z
      .boolean()
      .default(false)
      .describe("Adds the pod's annotations: many fields, seldom searched."),
    metadataCacheSeconds: z
      .int()
      .min(30)
      .max(86_400)
      .default(600)
      .describe('Seconds after which labels of a pod are read from the API server again.'),
  })
  .prefault({})
  .describe('Logs of containers, from /var/log/containers.');

const kubelet = z
  .strictObject({
    enabled: z
      .boolean()
      .default(true)
      .describe(
        "Collects the kubelet's logs from journald. Talos has none; nodes without systemd have none either.",
      ),
    units: z
      .array(
        z
          .string()
          .regex(/^[A-Za-z0-9@_.:-]+\.service$/, 'must be a systemd service such as containerd.service'),
      )
      .default([])
      .describe('Further systemd units, such as containerd.service.'),
  })
  .prefault({})
  .describe('Logs of the kubelet.');

const filter = z.strictObject({
  name: z.enum(Object.keys(filterTables) as [FilterName, ...FilterName[]]).describe('Plugin.'),
  match: z
    .array(z.enum(streams))
    .min(1)
    .default([...streams])
    .describe('Streams that it sees.'),
  options: options('the filter'),
});

const service = z
  .strictObject({
    flushSeconds: z.number().min(0.1).max(60).default(1).describe('Seconds between deliveries.'),
    graceSeconds: z
      .int()
      .min(1)
      .max(300)
      .default(10)
      .describe('Seconds to deliver what is in flight when a pod ends.'),
    logLevel: z
      .enum(['off', 'error', 'warn', 'info', 'debug', 'trace'])
      .default('info')
      .describe('How much Fluent Bit says about itself.'),
    hotReload: z
      .boolean()
      .default(false)
      .describe(
        'Answers POST /api/v2/reload and SIGHUP. Pods are replaced when their configuration changes anyway, and the endpoint asks for no password.',
      ),
    retryMaxSeconds: z
      .int()
      .min(10)
      .max(3600)
      .default(300)
      .describe('Longest wait between attempts to deliver, in seconds.'),
  })
  .prefault({})
  .describe('How Fluent Bit runs.');

const buffer = z
  .strictObject({
    hostPath: z
      .string()
      .regex(/^\/[A-Za-z0-9._/-]+[A-Za-z0-9]$/, 'must be an absolute path')
      .default('/var/lib/fluent-bit')
      .describe(
        'Folder on the nodes for positions in files and for records that wait. No network file system.',
      ),
    limit: bytes
      .default('1Gi')
      .describe(
        'Bytes on each node that one output may keep waiting of one stream; beyond, the oldest are dropped.',
      ),
    maxChunksUp: z
      .int()
      .min(16)
      .max(2000)
      .default(64)
      .describe('Chunks of about 2 MB that are held in memory at once; the others wait on disk alone.'),
    backlogMemory: bytes
      .default('16M')
      .describe('Memory for records that an earlier run left on disk, in bytes.'),
  })
  .prefault({})
  .describe(
    'Records that wait for an output are on disk, so that neither a restart nor an outage loses them.',
  );

export const configSchema = z.strictObject({
  containerRuntime: z
    .enum(['containerd', 'cri-o', 'docker'])
    .default('containerd')
    .describe('Container runtime of the nodes: decides the form of log lines and where the files are.'),
  containers,
  kubelet,
  auditLogs: z
    .union([z.literal('auto'), z.boolean()])
    .default('auto')
    .describe(
      'Collects the audit log of the API server on control-plane nodes. auto: when audit logging is known to be on.',
    ),
  parsers: z
    .array(parserSchema)
    .default([])
    .describe('Further parsers, for the annotation fluentbit.io/parser and for filters.'),
  multilineParsers: z
    .array(multilineParserSchema)
    .default([])
    .describe('Further multiline parsers, for filters.'),
  filters: z
    .array(filter)
    .default([])
    .describe('Further filters, after enrichment and before outputs, in this order.'),
  outputs: z.array(outputSchema).default([]).describe("Where logs go. Empty: to the platform's log store."),
  env: z
    .record(
      z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'must be upper-case letters, digits and underscores'),
      secretKey,
    )
    .default({})
    .describe('Environment variables from Secrets; options refer to NAME as dollar, brace, NAME, brace.'),
  service,
  buffer,
  options: z
    .strictObject({
      service: options('the service section'),
      containers: options('the tail input of container logs'),
      kubernetes: options('the kubernetes filter'),
      kubelet: options('the systemd input of kubelet logs'),
      audit: options('the tail input of audit logs'),
    })
    .prefault({})
    .describe('Options of Fluent Bit that have no key of their own here.'),
  resources: computeResources({ cpu: '100m', memory: '128Mi', memoryLimit: '384Mi' }).describe(
    'Compute resources of one pod.',
  ),
  tolerations: z
    .array(
      z.strictObject({
        key: z.string().optional().describe('Taint key; all without it.'),
        operator: z.enum(['Exists', 'Equal']).default('Exists').describe('How value is compared.'),
        value: z.string().optional().describe('Taint value.'),
        effect: z
          .enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute'])
          .optional()
          .describe('Taint effect; all without it.'),
      }),
    )
    .default([{ operator: 'Exists' }])
    .describe('Taints that are tolerated: all, so that no node is without log collection.'),
  maxUnavailable: z
    .union([z.int().min(1), z.string().regex(/^[1-9]\d?%$/, 'must be a number or a percentage such as 10%')])
    .default('10%')
    .describe('Pods that an update replaces at once.'),
  seLinuxType: z
    .string()
    .regex(/^[a-z0-9_]+$/, 'must be an SELinux type such as spc_t')
    .optional()
    .describe('SELinux type of the pods, on nodes where SELinux keeps containers from host logs.'),
  serviceAccountAnnotations: z
    .record(z.string(), z.string())
    .default({})
    .describe(
      'Annotations of the ServiceAccounts: a cloud identity, such as eks.amazonaws.com/role-arn, for s3.',
    ),
});

export type Config = z.output<typeof configSchema>;
export type Options = Readonly<Record<string, OptionValue>>;
