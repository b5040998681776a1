// What a profile may say about Harbor.
import { z } from 'zod';
import { hostName } from '../kit/cluster.js';
import { bytes, computeResources, goDuration } from '../kit/schema.js';
import { databaseSchema, valkeySchema } from './config-backends.js';
import { storageSchema } from './config-storage.js';

const replicas = (what: string) =>
  z
    .int()
    .min(1)
    .max(20)
    .default(2)
    .describe(`Replicas of ${what}; never more than there are nodes that take workloads.`);

const severities = ['UNKNOWN', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;

const httpUrl = z
  .string()
  .regex(/^https?:\/\/[^\s/@]+(\/\S*)?$/, 'must be an http:// or https:// URL without credentials');

/** A registry as image references name it: `docker.io`, `registry.example.com:5000`. */
const registryHost = z
  .string()
  .regex(
    /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?(:\d{1,5})?$/,
    'must be a registry host such as docker.io or quay.io',
  );

const mirror = z.strictObject({
  registry: registryHost.describe(
    'Registry as image references name it: docker.io, quay.io, registry.k8s.io.',
  ),
  project: z
    .string()
    .regex(
      /^[a-z0-9]+([._-][a-z0-9]+)*$/,
      'must be lower-case letters and digits, parted by dots, dashes or underscores',
    )
    .describe('Name of the proxy-cache project of Harbor that holds its images.'),
  upstream: httpUrl
    .optional()
    .describe(
      'URL that nodes ask when Harbor does not answer; https://<registry> unless said, and Docker Hub’s own for docker.io.',
    ),
});

export const configSchema = z.strictObject({
  host: hostName
    .default('harbor')
    .describe(
      'Host name of the registry: below the cluster’s domain, or a full name. It is part of every image reference, so it never changes.',
    ),
  logLevel: z
    .enum(['debug', 'info', 'warning', 'error'])
    .default('info')
    .describe('What the components log.'),
  core: z
    .strictObject({
      replicas: replicas('core, which answers the API and every pull and push'),
      resources: computeResources({ cpu: '100m', memory: '256Mi', memoryLimit: '1Gi' }).describe(
        'CPU and memory of a pod of core.',
      ),
    })
    .prefault({})
    .describe('API, sign-in, tokens, and the way to the registry.'),
  portal: z
    .strictObject({
      replicas: replicas('the web interface'),
      resources: computeResources({ cpu: '10m', memory: '32Mi', memoryLimit: '128Mi' }).describe(
        'CPU and memory of a pod of the portal.',
      ),
    })
    .prefault({})
    .describe('Web interface.'),
  jobservice: z
    .strictObject({
      replicas: replicas('the job service'),
      workers: z.int().min(1).max(200).default(10).describe('Jobs that one replica runs at a time.'),
      logDays: z
        .int()
        .min(1)
        .max(365)
        .default(14)
        .describe('Days for which logs of jobs are kept in the database.'),
      resources: computeResources({ cpu: '50m', memory: '128Mi', memoryLimit: '1Gi' }).describe(
        'CPU and memory of a pod of the job service.',
      ),
    })
    .prefault({})
    .describe('Replication, scans, garbage collection and retention.'),
  registry: z
    .strictObject({
      replicas: z
        .int()
        .min(1)
        .max(20)
        .optional()
        .describe(
          'Replicas of the registry. 2 where its storage can be shared; 1, and no other number, on a volume that cannot.',
        ),
      resources: computeResources({ cpu: '100m', memory: '256Mi', memoryLimit: '1Gi' }).describe(
        'CPU and memory of a registry.',
      ),
      controllerResources: computeResources({ cpu: '10m', memory: '64Mi', memoryLimit: '512Mi' }).describe(
        'CPU and memory of the registry’s controller.',
      ),
    })
    .prefault({})
    .describe(
      'Stores and serves image layers. Its controller, in the same pod, deletes what garbage collection finds.',
    ),
  storage: storageSchema,
  database: databaseSchema,
  valkey: valkeySchema,
  trivy: z
    .strictObject({
      enabled: z.boolean().default(true).describe('Scans images for known vulnerabilities.'),
      replicas: z
        .int()
        .min(1)
        .max(10)
        .default(1)
        .describe('Scanners, each with its own copy of the databases.'),
      size: bytes
        .default('5Gi')
        .describe('Volume of each scanner, in bytes: vulnerability databases and reports. Immutable.'),
      scratch: bytes
        .default('10Gi')
        .describe('Room on the node for unpacked layers, in bytes: above it the pod is evicted.'),
      className: z
        .string()
        .min(1)
        .optional()
        .describe('StorageClass of the volume; the platform’s block storage unless said.'),
      severities: z
        .array(z.enum(severities))
        .min(1)
        .default([...severities])
        .describe('Severities that reports list.'),
      ignoreUnfixed: z.boolean().default(false).describe('Leaves out what has no fix yet.'),
      offline: z
        .boolean()
        .default(false)
        .describe('Downloads no databases and asks nobody: they have to be put on the volume by hand.'),
      timeout: goDuration.default('5m').describe('Longest time for one scan, in Go duration.'),
      dbRepositories: z
        .array(z.string().min(1))
        .default([])
        .describe(
          'OCI repositories of the vulnerability database, in the order to try; Trivy’s own unless said.',
        ),
      javaDbRepositories: z
        .array(z.string().min(1))
        .default([])
        .describe('OCI repositories of the Java index, in the order to try; Trivy’s own unless said.'),
      gitHubToken: z
        .boolean()
        .default(false)
        .describe(
          'Reads a GitHub token from a Secret, against rate limits when databases are downloaded from there.',
        ),
      resources: computeResources({ cpu: '100m', memory: '512Mi', memoryLimit: '2Gi' }).describe(
        'CPU and memory of a scanner.',
      ),
    })
    .prefault({})
    .describe('Vulnerability scanner.'),
  exporter: z
    .strictObject({
      enabled: z.boolean().default(true).describe('Metrics of health, projects, quotas and job queues.'),
      resources: computeResources({ cpu: '10m', memory: '64Mi', memoryLimit: '256Mi' }).describe(
        'CPU and memory of the exporter.',
      ),
    })
    .prefault({})
    .describe('Exporter of Harbor’s state.'),
  trustedCa: z
    .boolean()
    .default(false)
    .describe(
      'Trusts the CA in Secret harbor-trusted-ca beside the public ones: for S3, databases and upstream registries.',
    ),
  outboundPorts: z
    .array(z.int().min(1).max(65535))
    .default([443])
    .describe(
      'TCP ports outside of the cluster that core and the job service may reach: upstream registries, webhooks, OIDC (443), LDAP (636).',
    ),
  httpProxy: z
    .strictObject({
      url: httpUrl.describe('Proxy for HTTP and HTTPS.'),
      port: z.int().min(1).max(65535).describe('TCP port of the proxy, for the NetworkPolicies.'),
      except: z
        .array(z.string().min(1))
        .default([])
        .describe('Hosts and suffixes that are reached directly, beside the cluster’s own.'),
    })
    .optional()
    .describe('Proxy by which core, the job service and Trivy reach the world.'),
  proxyCache: z
    .array(mirror)
    .default([])
    .describe(
      'Registries that nodes pull through Harbor: files for containerd, CRI-O, k3s, RKE2 or Talos are written.',
    ),
});

export type Config = z.output<typeof configSchema>;
