// Cuts schemas down to what given documents can touch, because Ajv compiles in time proportional to the schema.
//
// A subschema below `properties` says nothing where the property is absent, nor one below `items` where the list is
// empty. So leaving out those that no document reaches changes no verdict, and a Prometheus needs 2 % of its schema.
// Nor does a plain one, a type or a range and no more, that every value that reaches it fits: that is seen on the way.
import type { JsonSchema, SchemaStore } from './schema-store.js';
import { refName } from './schema-store.js';

export interface Focused {
  /** Definitions by name, to be compiled as `$defs`. */
  readonly definitions: Readonly<Record<string, JsonSchema>>;
  /** The whole schema that a cut one came from. */
  readonly wholeOf: ReadonlyMap<JsonSchema, JsonSchema>;
}

export interface Sample {
  readonly definition: string;
  readonly value: unknown;
}

export function focus(store: SchemaStore, samples: readonly Sample[]): Focused {
  const reached = new Set<JsonSchema>();
  const broken = new Set<JsonSchema>();
  const names = new Set<string>();
  for (const { definition, value } of samples) visitDefinition(definition, value);

  const wholeOf = new Map<JsonSchema, JsonSchema>();
  const definitions: Record<string, JsonSchema> = {};
  for (const name of names) definitions[name] = cut(store.definition(name));
  return { definitions, wholeOf };

  function visitDefinition(name: string, value: unknown): void {
    names.add(name);
    visit(store.definition(name), value);
  }

  function visit(schema: JsonSchema, value: unknown): void {
    reached.add(schema);
    if (isPlain(schema)) {
      if (fits(schema, value)) return;
      broken.add(schema);
    }
    if (schema.$ref) visitDefinition(refName(schema.$ref), value);
    for (const branch of branches(schema)) visit(branch, value);
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      if (schema.items) for (const item of value) visit(schema.items, item);
      return;
    }
    const { properties, additionalProperties: others } = schema;
    for (const [key, child] of Object.entries(value)) {
      const own = properties && Object.hasOwn(properties, key) ? properties[key] : undefined;
      if (own) visit(own, child);
      else if (typeof others === 'object') visit(others, child);
    }
  }

  function cutChild(schema: JsonSchema): JsonSchema | true {
    return isPlain(schema) && !broken.has(schema) ? true : cut(schema);
  }

  function cut(schema: JsonSchema): JsonSchema {
    const copy: Record<string, unknown> = { ...schema };
    if (schema.properties) {
      copy.properties = Object.fromEntries(
        Object.entries(schema.properties)
          .filter(([, child]) => reached.has(child))
          .map(([key, child]) => [key, cutChild(child)]),
      );
    }
    for (const key of ['items', 'additionalProperties'] as const) {
      const child = schema[key];
      if (typeof child === 'object') copy[key] = reached.has(child) ? cutChild(child) : true;
    }
    for (const key of ['allOf', 'anyOf', 'oneOf'] as const) {
      const children = schema[key];
      if (children) copy[key] = children.map(cut);
    }
    if (schema.not) copy.not = cut(schema.not);
    wholeOf.set(copy, schema);
    return copy;
  }
}

function branches({ allOf, anyOf, oneOf, not }: JsonSchema): readonly JsonSchema[] {
  if (!allOf && !anyOf && !oneOf && !not) return [];
  return [...(allOf ?? []), ...(anyOf ?? []), ...(oneOf ?? []), ...(not ? [not] : [])];
}

const plainKeywords = new Set([
  'type',
  'title',
  'const',
  'minimum',
  'maximum',
  'items',
  'additionalProperties',
]);
const plainness = new WeakMap<JsonSchema, boolean>();

/** A scalar's schema, or that of a list or map of such, without patterns, names or references. */
function isPlain(schema: JsonSchema): boolean {
  let plain = plainness.get(schema);
  if (plain === undefined) {
    const parts = [schema.items, schema.additionalProperties].filter((part) => typeof part === 'object');
    plain = Object.keys(schema).every((keyword) => plainKeywords.has(keyword)) && parts.every(isPlain);
    plainness.set(schema, plain);
  }
  return plain;
}

function fits(schema: JsonSchema, value: unknown): boolean {
  const { type, items, additionalProperties: others, minimum, maximum } = schema;
  if (type !== undefined && !(typeof type === 'string' ? [type] : type).some((t) => isOf(t, value)))
    return false;
  if ('const' in schema && value !== schema.const) return false;
  if (typeof value === 'number')
    return !(value < Number(minimum ?? value) || value > Number(maximum ?? value));
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return items === undefined || value.every((item) => fits(items, item));
  if (typeof others === 'object') return Object.values(value).every((child) => fits(others, child));
  return others !== false || Object.keys(value).length === 0;
}

function isOf(type: string, value: unknown): boolean {
  if (type === 'null') return value === null;
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}
