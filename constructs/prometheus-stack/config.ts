// What a profile may say about the monitoring stack.
import { z } from 'zod';
import { bytes, computeResources } from '../kit/schema.js';
import { alertmanagerConfig } from './config-alertmanager.js';
import { grafanaConfig } from './config-grafana.js';

/** Prometheus duration, as the operator's CRDs check it. */
export const prometheusDuration = z
  .string()
  .regex(/^(\d+(ms|s|m|h|d|w|y))+$/, 'must be a Prometheus duration such as 30s, 12h or 15d');

const labelName = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

const remoteWrite = z
  .strictObject({
    url: z.url().describe('Where samples are sent.'),
    auth: z
      .enum(['none', 'basic', 'bearer'])
      .default('none')
      .describe('How Prometheus signs in. The Secret has keys username and password, or token.'),
    secret: z.string().min(1).optional().describe('Name of that Secret in the namespace monitoring.'),
  })
  .refine((r) => r.auth === 'none' || r.secret !== undefined, {
    message: 'auth basic and bearer need a secret',
    path: ['secret'],
  });

const prometheus = z.strictObject({
  host: z
    .union([z.string().min(1), z.literal(false)])
    .default('prometheus')
    .describe('Host of the web interface, below the cluster domain. false: inside of the cluster alone.'),
  replicas: z.int().min(1).max(8).default(2).describe('Identical servers, each with its own volume.'),
  retention: prometheusDuration.default('15d').describe('How long samples are kept.'),
  retentionSize: z
    .string()
    .regex(/^\d+(\.\d+)?(KB|MB|GB|TB)$/, 'must be a size such as 45GB')
    .optional()
    .describe('Bytes of samples that are kept at most; 85% of the volume unless said.'),
  volumeSize: bytes.default('50Gi').describe("Size of each server's volume. It can grow and never shrink."),
  storageClass: z
    .string()
    .min(1)
    .optional()
    .describe('StorageClass of the volumes; the platform storage unless said.'),
  scrapeInterval: prometheusDuration
    .default('30s')
    .describe('How often targets are scraped, and rules evaluated.'),
  resources: computeResources({ cpu: '500m', memory: '2Gi', memoryLimit: '4Gi' }).describe(
    'Resources of each server. Memory grows with the number of series: about 3 KiB each, and a margin for queries.',
  ),
  externalLabels: z
    .record(z.string().regex(labelName, 'must be a Prometheus label name'), z.string())
    .default({})
    .describe('Labels on every sample that leaves this cluster, beside `cluster`.'),
  remoteWrite: z
    .array(remoteWrite)
    .default([])
    .describe('Long-term stores to which every sample is also sent.'),
});

const nodeExporter = z.strictObject({
  port: z.int().min(1).max(65535).default(9100).describe('TCP port on every node.'),
  resources: computeResources({ cpu: '50m', memory: '64Mi', memoryLimit: '180Mi' }).describe(
    'Resources of each pod.',
  ),
});

const stateMetrics = z.strictObject({
  labels: z
    .array(z.string().regex(/^[a-z]+=\[.*\]$/, 'must look like nodes=[topology.kubernetes.io/zone]'))
    .default([])
    .describe('Kubernetes labels to expose as metrics: kube-state-metrics allow-list entries.'),
  resources: computeResources({ cpu: '50m', memory: '190Mi', memoryLimit: '512Mi' }).describe(
    'Resources. Memory grows with the number of objects in the cluster.',
  ),
});

export const config = z.strictObject({
  prometheus: prometheus.prefault({}).describe('The servers that scrape, evaluate rules and answer queries.'),
  alertmanager: alertmanagerConfig.prefault({}).describe('Grouping, silencing and delivery of alerts.'),
  grafana: z
    .union([z.literal(false), grafanaConfig])
    .prefault({})
    .describe('Dashboards. `false`: none; the dashboards are rendered nowhere then.'),
  nodeExporter: nodeExporter.prefault({}).describe('Metrics of the nodes themselves.'),
  kubeStateMetrics: stateMetrics.prefault({}).describe('Metrics of the state of Kubernetes objects.'),
  operator: z
    .strictObject({
      resources: computeResources({ cpu: '50m', memory: '100Mi', memoryLimit: '256Mi' }).describe(
        'Resources.',
      ),
    })
    .prefault({})
    .describe('prometheus-operator.'),
  runbookBase: z
    .url()
    .optional()
    .describe(
      'URL under which the bundle can be read, such as https://git.example.com/ops/blob/main/dist/prod: alerts then link to the runbooks in it.',
    ),
  disabledAlerts: z
    .array(z.string().min(1))
    .default([])
    .describe('Names of preset alerts to leave out. An unknown name is an error.'),
});

export type Config = z.output<typeof config>;
