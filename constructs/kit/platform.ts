// The facts that addons and the cluster offer each other. Addons meet here and nowhere else.
import { z } from 'zod';
import type { Cluster } from './cluster.js';
import type { Labels } from './labels.js';

const issuer = z.strictObject({
  kind: z
    .enum(['ClusterIssuer', 'Issuer'])
    .default('ClusterIssuer')
    .describe('Kind of the cert-manager issuer.'),
  name: z.string().min(1).describe('Name of the issuer.'),
});

/** Facts that a cluster may bring itself: the profile's `platform` and the addons' `provides` share these shapes. */
export const factSchemas = {
  storage: z
    .strictObject({
      block: z.string().min(1).describe('StorageClass for ReadWriteOnce volumes.'),
      file: z.string().min(1).optional().describe('StorageClass for ReadWriteMany volumes.'),
    })
    .describe('Where volumes come from.'),
  snapshots: z
    .strictObject({
      apiVersion: z
        .literal('snapshot.storage.k8s.io/v1')
        .describe('Version of VolumeSnapshot and VolumeSnapshotClass.'),
    })
    .describe('The CRDs of CSI snapshots and their controller are there.'),
  objectStore: z
    .strictObject({
      host: z.string().min(1).describe('DNS name of the S3 endpoint.'),
      port: z.int().min(1).max(65535).describe('TCP port of the S3 endpoint; plain HTTP.'),
      bucketClass: z
        .string()
        .min(1)
        .optional()
        .describe('StorageClass for ObjectBucketClaims. Unset: buckets and keys are made by hand.'),
      namespace: z.string().min(1).optional().describe('Namespace of its pods, when it runs in the cluster.'),
      podLabels: z.record(z.string(), z.string()).optional().describe('Labels of its pods.'),
      podPort: z.int().min(1).max(65535).optional().describe('Container port of its pods.'),
    })
    .describe('An S3 store that addons may keep their data in.'),
  certificates: z
    .strictObject({
      public: issuer.describe('Issuer for user-facing hosts.'),
      private: issuer.describe('Issuer of a private CA for TLS between components.'),
      http01: z
        .boolean()
        .optional()
        .describe(
          'The public issuer answers ACME HTTP-01 challenges with solver pods beside each Ingress: exposed namespaces then admit the ingress controller to those pods on port 8089.',
        ),
    })
    .describe('cert-manager and its issuers, when something else than Plinth installs them.'),
  loadBalancer: z
    .strictObject({
      provider: z.string().min(1).describe('What gives Services of type LoadBalancer an address.'),
    })
    .describe('What serves Services of type LoadBalancer.'),
  ingress: z
    .strictObject({
      className: z.string().min(1).describe('IngressClass of user-facing hosts.'),
      controller: z
        .enum(['traefik', 'ingress-nginx', 'nginx', 'contour'])
        .describe('Which controller it is: decides annotations and middlewares. nginx is F5’s.'),
      namespace: z
        .string()
        .min(1)
        .describe('Namespace of its pods; NetworkPolicies admit traffic from there.'),
      podLabels: z.record(z.string(), z.string()).describe('Labels of its pods.'),
      ports: z
        .array(z.int().min(1).max(65535))
        .optional()
        .describe(
          'Container ports that serve HTTP and HTTPS. Pods that call a public host from inside (ACME self-checks, OIDC) are let through to them.',
        ),
    })
    .describe('The ingress controller.'),
  gatewayApi: z
    .strictObject({
      bundle: z
        .string()
        .regex(/^v\d+\.\d+\.\d+$/, 'must be a version such as v1.5.1')
        .describe('Version of the CRDs: their annotation gateway.networking.k8s.io/bundle-version.'),
      channel: z
        .enum(['standard', 'experimental'])
        .default('standard')
        .describe('Their annotation gateway.networking.k8s.io/channel.'),
    })
    .describe('The CRDs of Gateway API, when something else than Plinth installs them.'),
  monitoring: z
    .strictObject({
      namespace: z.string().min(1).describe('Namespace of Prometheus and Grafana.'),
      podLabels: z.record(z.string(), z.string()).describe('Labels of the Prometheus pods that scrape.'),
      objectLabels: z
        .record(z.string(), z.string())
        .default({})
        .describe('Labels that ServiceMonitors and PrometheusRules need to be selected.'),
      runbookBase: z
        .url()
        .optional()
        .describe(
          'URL under which the bundle can be read, such as https://git.example.com/ops/blob/main/dist/prod: alerts then link to their runbooks.',
        ),
    })
    .describe('A Prometheus that is run by prometheus-operator.'),
  logCollector: z
    .strictObject({ kind: z.enum(['fluent-bit']).describe('Which one it is: decides its metrics.') })
    .describe('What collects logs on the nodes.'),
  logStore: z
    .strictObject({
      kind: z.enum(['opensearch']).describe('Protocol of the store.'),
      host: z.string().min(1).describe('DNS name.'),
      port: z.int().min(1).max(65535).describe('TCP port.'),
      namespace: z.string().min(1).optional().describe('Namespace of its pods, when it runs in the cluster.'),
      podLabels: z.record(z.string(), z.string()).optional().describe('Labels of its pods.'),
      credential: z.string().min(1).describe('Name of the generated credential that may write to it.'),
      username: z.string().min(1).describe('User that may write to it.'),
    })
    .describe('Where logs are kept.'),
  auditLog: z
    .strictObject({
      path: z.string().startsWith('/').describe("Host path of the API server's audit log file."),
      // For fluent-bit: alerts of audit-logging expect job="fluent-bit-audit" on the collector's metrics and on the
      // signals'. constructs/fluent-bit/audit-signals.ts turns these into filters and the metrics output. They
      // read nested fields such as responseObject, so they come before anything that turns those into strings.
      signals: z
        .array(
          z.strictObject({
            metric: z
              .string()
              .regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case letters, digits and underscores')
              .describe('Name of the signal; its counter is audit_signal_<metric>_total.'),
            description: z.string().min(1).describe('What the counter counts.'),
            conditions: z
              .array(
                z.strictObject({
                  field: z
                    .string()
                    .regex(
                      /^\$[A-Za-z_]+(\['[^'\]]+'\])*$/,
                      "must be a record accessor of nested maps such as $objectRef['resource']; lists cannot be tested",
                    )
                    .describe("Record accessor: $objectRef['resource']."),
                  regex: z
                    .string()
                    .regex(/^[^\s"']+$/, 'must have no spaces and no quotes')
                    .describe('Matched against the field, which must be there and be a string.'),
                }),
              )
              .min(1)
              .describe('All of them must match.'),
            labels: z
              .record(z.string(), z.string())
              .describe('Labels of the counter: name to record accessor. Each value becomes a time series.'),
          }),
        )
        .optional()
        .describe('Audit events to count while they are collected: what alerts on suspicious use stand on.'),
    })
    .describe('The audit log that the API server writes to files on the control-plane nodes.'),
  auth: z
    .strictObject({
      kind: z.enum(['oauth2-proxy']).describe('What asks users who they are.'),
      authUrl: z.string().describe('URL that answers 202 for a signed-in request and 401 otherwise.'),
      checkUrl: z
        .string()
        .optional()
        .describe(
          'URL that answers 202 or 401 and never redirects, for ingress-nginx, which sends users to signInUrl itself; authUrl unless said.',
        ),
      signInUrl: z.string().describe('URL that starts the sign-in.'),
    })
    .describe('Sign-in in front of services that have none of their own. Without it: basic authentication.'),
} as const;

export type Capability = keyof typeof factSchemas;

/** A dashboard's ConfigMap, for Grafana to mount. */
export interface DashboardFact {
  /** Name of the ConfigMap in the monitoring namespace; its one key is `<name>.json`. */
  readonly configMap: string;
  /** Grafana folder. */
  readonly folder: string;
}

export type Facts = { readonly [K in keyof typeof factSchemas]?: z.output<(typeof factSchemas)[K]> } & {
  readonly dashboards?: readonly DashboardFact[];
};

export interface ImageSettings {
  /** Registry that mirrors every image: `registry.example.com/mirror`. */
  readonly registry?: string | undefined;
  /** Names of the image pull Secrets that each ServiceAccount refers to. */
  readonly pullSecrets: readonly string[];
}

export interface Platform extends Facts {
  readonly cluster: Cluster;
  readonly images: ImageSettings;
  readonly dashboards: readonly DashboardFact[];
}

/** A selector of pods in one namespace, for NetworkPolicies. */
export interface PodPeer {
  readonly namespace: string;
  readonly podLabels: Labels;
}
