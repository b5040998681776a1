// The schemas that ship with the package: found by apiVersion and kind, unpacked only when a document needs them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { didYouMean } from '../../constructs/kit/did-you-mean.js';
import { packageRoot } from '../package-root.js';

/** The keywords that tools/json-schema.mjs writes; `$ref` always names a definition: `#/$defs/<name>`. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly title?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly allOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly not?: JsonSchema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly required?: readonly string[];
  readonly [keyword: string]: unknown;
}

export interface SchemaStore {
  /** Name of the definition of that kind, or undefined: the kind is not served, or not known. */
  find(apiVersion: string, kind: string): string | undefined;
  definition(name: string): JsonSchema;
  /** Why a kind was not found, and what to do. */
  explainMissing(apiVersion: string, kind: string): { readonly message: string; readonly fix: string };
}

interface KubernetesSchemas {
  readonly kinds: Readonly<Record<string, string>>;
  readonly definitions: Readonly<Record<string, JsonSchema>>;
}

export const schemasFolder: string = join(packageRoot, 'schemas');
const prefix = '#/$defs/';

/** Schemas for a minor such as `1.34`. Errors: a minor without schemas. */
export function openSchemaStore(kubernetesVersion: string): SchemaStore {
  const kubernetes = unpack(`kubernetes-${kubernetesVersion}.json.gz`) as KubernetesSchemas;
  const definitions = new Map(Object.entries(kubernetes.definitions));
  const customs = new Map<string, Readonly<Record<string, JsonSchema>>>();

  const customVersions = (group: string, kind: string) => {
    const key = `${group}/${kind}`;
    let versions = customs.get(key);
    if (!versions) {
      versions = customKinds(group).includes(kind)
        ? (unpack(join('custom', group, `${kind}.json.gz`)) as Record<string, JsonSchema>)
        : {};
      customs.set(key, versions);
    }
    return versions;
  };

  return {
    find(apiVersion, kind) {
      const builtIn = ownValue(kubernetes.kinds, `${apiVersion}/${kind}`);
      if (builtIn !== undefined) return builtIn;
      const [group, version] = split(apiVersion);
      const schema = ownValue(customVersions(group, kind), version);
      if (!schema) return undefined;
      const name = `${group}.${version}.${kind}`;
      definitions.set(name, schema);
      return name;
    },
    definition(name) {
      const found = definitions.get(name);
      if (!found) throw new Error(`schemas/ refers to ${name} and does not define it`);
      return found;
    },
    explainMissing(apiVersion, kind) {
      const message = `no schema for ${apiVersion} ${kind} in Kubernetes ${kubernetesVersion}`;
      const [group] = split(apiVersion);
      const served = Object.keys(kubernetes.kinds)
        .filter((key) => key.endsWith(`/${kind}`))
        .concat(Object.keys(customVersions(group, kind)).map((version) => `${group}/${version}/${kind}`))
        .map((key) => key.slice(0, -kind.length - 1));
      if (served.length > 0) return { message, fix: `use apiVersion ${served.join(' or ')}` };
      const kinds = [
        ...Object.keys(kubernetes.kinds)
          .filter((key) => key.startsWith(`${apiVersion}/`))
          .map((key) => key.slice(apiVersion.length + 1)),
        ...customKinds(group),
      ];
      const near = didYouMean(kind, kinds);
      return {
        message: message + near,
        fix: near
          ? 'correct the kind'
          : 'check the spelling; kinds of CRDs that no addon ships cannot be validated here',
      };
    },
  };
}

/** `#/$defs/io.k8s…` → `io.k8s…` */
export function refName(ref: string): string {
  return ref.slice(prefix.length);
}

function unpack(file: string): unknown {
  return JSON.parse(gunzipSync(readFileSync(join(schemasFolder, file))).toString('utf8'));
}

function customKinds(group: string): readonly string[] {
  if (!/^[a-z0-9][a-z0-9.-]*$/.test(group)) return [];
  try {
    return readdirSync(join(schemasFolder, 'custom', group)).map((file) => file.replace('.json.gz', ''));
  } catch {
    return [];
  }
}

function split(apiVersion: string): readonly [group: string, version: string] {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? ['', apiVersion] : [apiVersion.slice(0, slash), apiVersion.slice(slash + 1)];
}

function ownValue<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
