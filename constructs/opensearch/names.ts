// Names that more than one file of the addon needs to agree on: namespace, Services, users, labels, Secrets.
import { type Labels, selectorLabels } from '../kit/labels.js';

export const addonName = 'opensearch';
export const namespaceName = 'logging';

/** Client Service: any ready node answers. */
export const serviceName = 'opensearch';
/** Headless Service: every node, ready or not, for discovery. */
export const discoveryName = 'opensearch-nodes';
export const dashboardsName = 'opensearch-dashboards';
export const exporterName = 'opensearch-exporter';
export const setupName = 'opensearch-setup';
export const retentionName = 'opensearch-retention';

export const serviceHost = `${serviceName}.${namespaceName}.svc`;
export const httpPort = 9200;
export const transportPort = 9300;
export const serviceUrl = `https://${serviceHost}:${httpPort}`;

export const nodeLabels: Labels = selectorLabels(addonName, 'node');
export const dashboardsLabels: Labels = selectorLabels(dashboardsName);
export const exporterLabels: Labels = selectorLabels(exporterName);
export const setupLabels: Labels = selectorLabels(setupName);
export const retentionLabels: Labels = selectorLabels(retentionName);

/** ConfigMaps. */
export const settingsConfigMap = 'opensearch-settings';
export const securityConfigMap = 'opensearch-security';
export const lifecycleConfigMap = 'opensearch-lifecycle';
export const dashboardsConfigMap = 'opensearch-dashboards';

/** TLS Secrets, as cert-manager writes them: tls.crt, tls.key, ca.crt. */
export const httpTlsSecret = 'opensearch-http-tls';
export const transportTlsSecret = 'opensearch-transport-tls';
export const adminTlsSecret = 'opensearch-admin-tls';

/** Secret with internal_users.yml: names and password hashes of every user. */
export const usersSecret = 'opensearch-users';
/** Secret with what Dashboards needs beside its password: the key of its cookies, the OIDC client's secret. */
export const dashboardsSecret = 'opensearch-dashboards';

/** Daily indices are `logs-<stream>-YYYY.MM.DD`. */
export const streams = ['containers', 'kubelet', 'audit'] as const;
export type Stream = (typeof streams)[number];
export const indexPrefix = 'logs-';

/** A user of the internal database. Its password lives in the Secret of the same purpose under `password`. */
export interface User {
  readonly name: string;
  /** Name of the generated credential. */
  readonly credential: string;
  /** Secret with `username` and `password`, for the pods that sign in as this user; none for Fluent Bit, whose addon has its own. */
  readonly secret?: string;
}

export const users = {
  admin: { name: 'admin', credential: 'opensearch-admin', secret: 'opensearch-admin' },
  writer: { name: 'fluent-bit', credential: 'opensearch-fluent-bit' },
  dashboards: {
    name: 'kibanaserver',
    credential: 'opensearch-dashboards',
    secret: 'opensearch-dashboards-user',
  },
  exporter: { name: 'exporter', credential: 'opensearch-exporter', secret: 'opensearch-exporter-user' },
  lifecycle: { name: 'lifecycle', credential: 'opensearch-lifecycle', secret: 'opensearch-lifecycle-user' },
} as const satisfies Record<string, User>;
