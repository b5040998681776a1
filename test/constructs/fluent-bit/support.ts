// Renders the addon and reads its pipelines back, for the tests beside it.
import { expect } from 'vitest';
import { parse } from 'yaml';
import { fluentBit } from '../../../constructs/fluent-bit/addon.js';
import type { Platform } from '../../../constructs/kit/platform.js';
import type { KubeObject } from '../../../src/synth/document.js';
import { renderAddon } from '../../../src/synth/render.js';
import { fullPlatform } from '../../support/platform.js';

export const platform: Platform = {
  ...fullPlatform,
  logStore: {
    kind: 'opensearch',
    host: 'opensearch.logging.svc',
    port: 9200,
    namespace: 'logging',
    podLabels: { 'app.kubernetes.io/name': 'opensearch' },
    credential: 'opensearch-fluent-bit',
    username: 'fluent-bit',
  },
  auditLog: { path: '/var/log/kubernetes/audit/audit.log' },
};

export function on(
  distribution: Platform['cluster']['distribution'],
  facts: Partial<Platform> = {},
): Platform {
  return { ...platform, cluster: { ...platform.cluster, distribution }, ...facts };
}

export const config = (given: unknown = {}) => fluentBit.config.parse(given);

export const render = (given: unknown = {}, where: Platform = platform): readonly KubeObject[] =>
  renderAddon(fluentBit, config(given), where);

export const problemsOf = (given: unknown, where: Platform = platform) =>
  (fluentBit.problems?.(config(given), where) ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );

export function find(objects: readonly KubeObject[], kind: string, name: string) {
  const found = objects.find((o) => o.kind === kind && o.metadata.name === name);
  expect(found, `${kind} ${name}`).toBeDefined();
  return found as KubeObject & {
    readonly spec: never;
    readonly rules: never;
    readonly data: Record<string, string>;
  };
}

export type Plugin = Readonly<Record<string, unknown>>;

export interface Pipeline {
  readonly service: Plugin;
  readonly parsers?: readonly Plugin[];
  readonly pipeline: {
    readonly inputs: readonly Plugin[];
    readonly filters: readonly Plugin[];
    readonly outputs: readonly Plugin[];
  };
}

/** The configuration of a DaemonSet as Fluent Bit reads it. */
export function pipelineOf(objects: readonly KubeObject[], name = 'fluent-bit'): Pipeline {
  return parse(find(objects, 'ConfigMap', name).data['fluent-bit.yaml'] ?? '') as Pipeline;
}

export function plugin(plugins: readonly Plugin[], alias: string): Plugin {
  const found = plugins.find((p) => p.alias === alias);
  expect(found, alias).toBeDefined();
  return found as Plugin;
}

interface Pod {
  readonly containers: readonly {
    readonly env: readonly { readonly name: string; readonly valueFrom: unknown }[];
    readonly securityContext: unknown;
    readonly volumeMounts: readonly {
      readonly name: string;
      readonly mountPath: string;
      readonly readOnly?: boolean;
    }[];
  }[];
  readonly volumes: readonly {
    readonly name: string;
    readonly hostPath?: { readonly path: string; readonly type: string };
    readonly projected?: unknown;
  }[];
  readonly [field: string]: unknown;
}

export function podOf(objects: readonly KubeObject[], name = 'fluent-bit'): Pod {
  return (find(objects, 'DaemonSet', name) as unknown as { spec: { template: { spec: Pod } } }).spec.template
    .spec;
}

/** Host paths that a DaemonSet mounts: path to `ro` or `rw` and type. */
export function hostPaths(objects: readonly KubeObject[], name = 'fluent-bit'): Record<string, string> {
  const pod = podOf(objects, name);
  return Object.fromEntries(
    pod.volumes.flatMap((volume) => {
      if (!volume.hostPath) return [];
      const mount = pod.containers[0]?.volumeMounts.find((m) => m.name === volume.name);
      return [[volume.hostPath.path, `${mount?.readOnly ? 'ro' : 'rw'} ${volume.hostPath.type}`]];
    }),
  );
}
