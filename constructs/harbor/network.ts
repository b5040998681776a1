// Who talks to whom: one list of flows, from which each component's NetworkPolicy is made for both ends.
import type { Construct } from 'constructs';
import { allow, type Flow, flow, toDns, toOutside } from '../kit/allow.js';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';
import { addonName, type Component, components, nameOf, namespaceName, ports, selectorOf } from './names.js';

type Call = readonly [from: Component, to: Component, ...ports: number[]];

export function network(scope: Construct, config: Config, platform: Platform): void {
  const present = presentComponents(config);
  const own = calls.filter(([from, to]) => present.includes(from) && present.includes(to));
  for (const component of present) {
    const from = own
      .filter(([, to]) => to === component)
      .map(([caller, , ...to]) => flow(peer(caller), ...to));
    const to = own
      .filter(([caller]) => caller === component)
      .map(([, callee, ...at]) => flow(peer(callee), ...at));
    const out = outside(component, config, platform);
    const calling = to.length + out.length > 0;
    allow(scope, {
      addon: addonName,
      namespace: namespaceName,
      name: nameOf(component),
      pods: selectorOf(component),
      ...(from.length > 0 ? { from } : {}),
      // Callers and callees alike have Egress in their policy: who calls nobody is told so.
      to: calling ? [toDns(), ...to, ...out] : [],
    });
  }
}

export function presentComponents(config: Config): readonly Component[] {
  const absent: readonly Component[] = [
    ...(config.trivy.enabled ? [] : (['trivy'] as const)),
    ...(config.exporter.enabled ? [] : (['exporter'] as const)),
    ...(config.database.kind === 'internal' ? [] : (['database'] as const)),
    ...(config.valkey.kind === 'internal' ? [] : (['valkey'] as const)),
  ];
  return components.filter((component) => !absent.includes(component));
}

const calls: readonly Call[] = [
  // Core asks each of them for their health, proxies to the registry, and hands jobs over.
  ['core', 'portal', ports.https],
  ['core', 'jobservice', ports.https],
  ['core', 'registry', ports.registry, ports.registryctl],
  ['core', 'trivy', ports.https],
  ['core', 'database', ports.database],
  ['core', 'valkey', ports.valkey],
  // Jobs report to core, copy and delete layers, ask for scans, and log into the database.
  ['jobservice', 'core', ports.https],
  ['jobservice', 'registry', ports.registry, ports.registryctl],
  ['jobservice', 'trivy', ports.https],
  ['jobservice', 'database', ports.database],
  ['jobservice', 'valkey', ports.valkey],
  ['registry', 'valkey', ports.valkey],
  // The scanner pulls as any client would, and by the way that core gives it.
  ['trivy', 'core', ports.https],
  ['trivy', 'valkey', ports.valkey],
  ['exporter', 'core', ports.https],
  ['exporter', 'database', ports.database],
  ['exporter', 'valkey', ports.valkey],
];

const peer = (component: Component) => ({ namespace: namespaceName, podLabels: selectorOf(component) });

/** What a component reaches beyond its own namespace. */
function outside(component: Component, config: Config, platform: Platform): readonly Flow[] {
  const flows: Flow[] = [];
  const usesDatabase = ['core', 'jobservice', 'exporter'].includes(component);
  const usesValkey = ['core', 'jobservice', 'registry', 'trivy', 'exporter'].includes(component);
  const database = config.database.kind === 'external' ? config.database.external : undefined;
  const valkey = config.valkey.kind === 'external' ? config.valkey.external : undefined;
  if (usesDatabase && database) flows.push(server(platform, [database.port], database.inCluster));
  if (usesValkey && valkey) {
    const listed = valkey.addresses.map((address) => Number(address.split(':')[1]));
    const all = new Set(valkey.sentinelMaster ? [...listed, valkey.dataPort] : listed);
    flows.push(server(platform, [...all], valkey.inCluster));
  }
  if (component === 'registry') flows.push(...bucket(config, platform));
  const proxy = config.httpProxy ? [config.httpProxy.port] : [];
  if (component === 'core' || component === 'jobservice') {
    const wanted = [...new Set([...config.outboundPorts, ...proxy])];
    if (wanted.length > 0) flows.push(toOutside(platform, ...wanted));
  }
  // A sign-in provider behind the same ingress controller: Service addresses are translated before policies act.
  const ingress = platform.ingress;
  if (component === 'core' && ingress?.ports) flows.push(flow(ingress, ...ingress.ports));
  // Vulnerability databases are OCI artifacts.
  if (component === 'trivy' && !config.trivy.offline)
    flows.push(toOutside(platform, ...new Set([443, ...proxy])));
  return flows;
}

function bucket(config: Config, platform: Platform): readonly Flow[] {
  const { kind, s3 } = config.storage;
  if (kind === 's3' && s3) return [toOutside(platform, s3.endpoint?.port ?? 443)];
  const store = platform.objectStore;
  if (kind !== 'objectStore' || !store) return [];
  return store.namespace && store.podLabels
    ? [flow({ namespace: store.namespace, podLabels: store.podLabels }, store.podPort ?? store.port)]
    : [toOutside(platform, store.port)];
}

function server(
  platform: Platform,
  listed: readonly number[],
  inside:
    | {
        readonly namespace: string;
        readonly podLabels: Readonly<Record<string, string>>;
        readonly podPorts: readonly number[];
      }
    | undefined,
): Flow {
  return inside ? flow(inside, ...inside.podPorts) : toOutside(platform, ...listed);
}
