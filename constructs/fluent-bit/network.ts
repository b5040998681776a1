// Whom Fluent Bit may reach: DNS, the API server for metadata, and its outputs. Prometheus alone may reach it.
import type { Construct } from 'constructs';
import { allow, type Flow, flow, toApiServer, toDns, toOutside } from '../kit/allow.js';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';
import type { Output } from './config-outputs.js';
import {
  addonName,
  auditLabels,
  auditName,
  namespaceName,
  nodeLabels,
  nodeName,
  type Stream,
} from './names.js';
import { sinksOf } from './sinks.js';

export function network(
  scope: Construct,
  config: Config,
  platform: Platform,
  streams: readonly Stream[],
): void {
  const audit = streams.includes('audit');
  allow(scope, {
    addon: addonName,
    namespace: namespaceName,
    name: audit ? auditName : nodeName,
    pods: audit ? auditLabels : nodeLabels,
    to: [
      toDns(),
      ...(streams.includes('containers') ? [toApiServer(platform)] : []),
      ...distinct(sinksOf(config, platform, streams).flatMap((output) => flowsTo(output, config, platform))),
    ],
  });
}

function flowsTo(output: Output, config: Config, platform: Platform): Flow[] {
  if (output.type === 'stdout') return [];
  const store = platform.logStore;
  if (config.outputs.length === 0 && store?.namespace) {
    return [flow({ namespace: store.namespace, podLabels: store.podLabels ?? {} }, store.port)];
  }
  if (output.type === 's3') {
    const url = output.endpoint ? new URL(output.endpoint) : undefined;
    const port = Number(url?.port || (url?.protocol === 'http:' ? 80 : 443));
    return [url ? towards(url.hostname, port, platform) : toOutside(platform, 443)];
  }
  return [towards(output.host, output.podPort ?? output.port, platform)];
}

/** A Service's pods are not known by its name, its namespace is: `loki.observability.svc`. */
function towards(host: string, port: number, platform: Platform): Flow {
  const suffix = `.${platform.cluster.clusterDomain}`;
  const short = host.endsWith(suffix) ? host.slice(0, -suffix.length) : host;
  const [, namespace] = /\.([a-z0-9-]+)\.svc$/.exec(short) ?? [];
  if (!namespace) return toOutside(platform, port);
  return {
    peers: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } } }],
    ports: [{ port }],
  };
}

function distinct(flows: readonly Flow[]): Flow[] {
  return [...new Map(flows.map((f) => [JSON.stringify(f), f])).values()];
}
