// Cuts schemas down to what given documents can touch, because Ajv compiles in time proportional to the schema.
//
// A subschema below `properties` says nothing where the property is absent, nor one below `items` where the list is
// empty. So leaving out those that no document reaches changes no verdict, and a Prometheus needs 2 % of its schema.
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

  function cut(schema: JsonSchema): JsonSchema {
    const copy: Record<string, unknown> = { ...schema };
    if (schema.properties) {
      copy.properties = Object.fromEntries(
        Object.entries(schema.properties)
          .filter(([, child]) => reached.has(child))
          .map(([key, child]) => [key, cut(child)]),
      );
    }
    for (const key of ['items', 'additionalProperties'] as const) {
      const child = schema[key];
      if (typeof child === 'object') copy[key] = reached.has(child) ? cut(child) : true;
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
