// Names that more than one file of the addon needs to agree on: namespace, workloads, paths in the container, ports.
import { type Labels, selectorLabels } from '../kit/labels.js';

export const addonName = 'fluent-bit';
export const namespaceName = 'logging-agents';

/** Container and kubelet logs, on every node. */
export const nodeName = 'fluent-bit';
/** The API server's audit log, on control-plane nodes. */
export const auditName = 'fluent-bit-audit';

/** Both wear app.kubernetes.io/name fluent-bit, which the log store's NetworkPolicy admits. */
export const nodeLabels: Labels = selectorLabels(addonName, 'node');
export const auditLabels: Labels = selectorLabels(addonName, 'audit');

export const port = 2020;

/** Kinds of logs, and the first part of the tag of each record: `containers.var.log.containers.web-…`. */
export const streams = ['containers', 'kubelet', 'audit'] as const;
export type Stream = (typeof streams)[number];

/** Certificate of the in-cluster log store's client; its Secret also holds the CA that vouches for the store. */
export const certificateName = 'fluent-bit';
export const certificateSecret = 'fluent-bit-tls';
/** Credentials for the in-cluster log store. */
export const logStoreSecret = 'fluent-bit-log-store';

/** Paths in the container. */
export const paths = {
  config: '/fluent-bit/config',
  tls: '/fluent-bit/tls',
  state: '/var/lib/fluent-bit',
  /** Parsers that the image ships: nginx, apache2, json and others, for the annotation fluentbit.io/parser. */
  parsers: '/fluent-bit/etc/parsers.conf',
} as const;
