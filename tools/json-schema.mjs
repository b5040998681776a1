// Turns the two dialects that Kubernetes publishes into plain, strict JSON schema: what the API server takes, and nothing else.
// @ts-check
//
// No `format` is left: validators disagree on what each means and whether it binds, but all read a pattern the same way.
// A `title` says in words what such a pattern asks for.

/** @typedef {Record<string, any>} Schema */

export const objectMeta = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

const rfc3339 = {
  title: 'a time such as 2026-01-31T12:00:00Z',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})$',
};
/** As Go reads it: line breaks are skipped. */
const base64 = {
  title: 'text in base64',
  pattern:
    '^[\\r\\n]*(([A-Za-z0-9+/][\\r\\n]*){4})*(([A-Za-z0-9+/][\\r\\n]*){2}=[\\r\\n]*=[\\r\\n]*|([A-Za-z0-9+/][\\r\\n]*){3}=[\\r\\n]*)?$',
};
/** https://github.com/kubernetes/apimachinery/blob/master/pkg/api/resource/quantity.go */
const quantity = {
  title: 'a quantity such as 500m, 2 or 512Mi',
  pattern: '^[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d+)?$',
};
const int32 = { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 };

/** Definitions whose Go types read more than their published schema says. */
const known = /** @type {Record<string, (own: string) => Schema>} */ ({
  'io.k8s.apimachinery.pkg.api.resource.Quantity': () => ({
    type: ['string', 'number', 'null'],
    ...quantity,
  }),
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': () => ({
    type: ['integer', 'string', 'null'],
    ...int32,
  }),
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': () => ({ type: ['string', 'null'], ...rfc3339 }),
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': () => ({ type: ['string', 'null'], ...rfc3339 }),
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': () => ({ type: ['object', 'null'] }),
  'io.k8s.apimachinery.pkg.apis.meta.v1.Patch': () => ({ type: ['object', 'null'] }),
  'io.k8s.apimachinery.pkg.runtime.RawExtension': () => ({ type: ['object', 'null'] }),
  [`${apiextensions()}JSON`]: () => ({}),
  [`${apiextensions()}JSONSchemaPropsOrBool`]: () => ({ anyOf: [props(), { type: 'boolean' }] }),
  [`${apiextensions()}JSONSchemaPropsOrArray`]: () => ({
    anyOf: [props(), { type: 'array', items: props() }],
  }),
  [`${apiextensions()}JSONSchemaPropsOrStringArray`]: () => ({
    anyOf: [props(), { type: 'array', items: { type: 'string' } }],
  }),
});

function apiextensions() {
  return 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.';
}

function props() {
  return { $ref: `#/$defs/${apiextensions()}JSONSchemaProps` };
}

/**
 * Definitions of Kubernetes itself.
 * @param {string} name
 * @param {Schema} schema
 * @returns {Schema}
 */
export function fromKubernetes(name, schema) {
  const own = known[name];
  if (own) return own(name);
  const converted = builtIn(schema);
  const gvk = singleKind(schema);
  if (!gvk) return converted;
  return {
    ...converted,
    type: 'object',
    // Not required: a claim template in a StatefulSet is such an object and leaves them out. A document was found by them.
    properties: { ...converted.properties, ...identity(gvk.group, gvk.version, gvk.kind) },
  };
}

/**
 * Group, version and kind of an object that can be applied; undefined for parts, lists and options.
 * @param {Schema} schema
 * @returns {{ group: string, version: string, kind: string } | undefined}
 */
export function singleKind(schema) {
  const kinds = schema['x-kubernetes-group-version-kind'] ?? [];
  const isObject = schema.properties?.metadata?.$ref?.endsWith(objectMeta);
  return kinds.length === 1 && isObject ? kinds[0] : undefined;
}

/** @param {Schema} schema @returns {Schema} */
function builtIn(schema) {
  if (schema.$ref) return { $ref: `#/$defs/${schema.$ref.split('/$defs/')[1]}` };
  const required = new Set(schema.required ?? []);
  const properties = mapValues(schema.properties, (child, key) => {
    const converted = builtIn(child);
    // Go reads null as absent, except where the field must be there.
    return converted.$ref && required.has(key) ? { ...converted, not: { type: 'null' } } : converted;
  });
  const isObject = [schema.type].flat().includes('object');
  return {
    ...bounds(schema),
    ...(properties ? { properties } : {}),
    ...(schema.items ? { items: builtIn(schema.items) } : {}),
    ...(schema.additionalProperties
      ? { additionalProperties: builtIn(schema.additionalProperties) }
      : isObject
        ? { additionalProperties: false }
        : {}),
  };
}

/**
 * One version of a CustomResourceDefinition. https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/
 * @param {{ group: string, version: string, kind: string }} gvk
 * @param {Schema} schema
 * @returns {Schema}
 */
export function fromStructural(gvk, schema) {
  const converted = structural(schema);
  return {
    ...converted,
    properties: {
      ...omit(converted.properties, ['apiVersion', 'kind', 'metadata']),
      ...identity(gvk.group, gvk.version, gvk.kind),
    },
    required: [...new Set(['apiVersion', 'kind', 'metadata', ...(converted.required ?? [])])],
  };
}

/**
 * The API server drops a null, and fills in the default if there is one. So only where a value must be is null a fault,
 * and in lists, where it stays.
 * @param {Schema} schema
 * @param {boolean} [optional]
 * @returns {Schema}
 */
function structural(schema, optional = false) {
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true;
  const embedded = schema['x-kubernetes-embedded-resource'] === true;
  const intOrString = schema['x-kubernetes-int-or-string'] === true;
  const type = intOrString ? ['integer', 'string'] : schema.type;
  const nullable = optional || schema.nullable === true || 'default' in schema;
  const properties = {
    ...(mapValues(schema.properties, (child, key) =>
      structural(child, !(schema.required ?? []).includes(key)),
    ) ?? {}),
    ...(embedded
      ? {
          apiVersion: { type: 'string', minLength: 1 },
          kind: { type: 'string', minLength: 1 },
          metadata: { $ref: `#/$defs/${objectMeta}` },
        }
      : {}),
  };
  const required = [...new Set([...(schema.required ?? []), ...(embedded ? ['apiVersion', 'kind'] : [])])];
  return {
    ...bounds(schema),
    ...(type === undefined ? {} : { type: nullable ? [type, 'null'].flat() : type }),
    ...(schema.enum ? { enum: nullable ? [...schema.enum, null] : schema.enum } : {}),
    ...(schema['x-kubernetes-list-type'] === 'set' ? { uniqueItems: true } : {}),
    ...(required.length > 0 ? { required } : {}),
    ...(Object.keys(properties).length > 0 ? { properties } : {}),
    ...(schema.items ? { items: structural(schema.items) } : {}),
    ...(typeof schema.additionalProperties === 'object'
      ? { additionalProperties: structural(schema.additionalProperties, true) }
      : schema.type === 'object' && !open && schema.additionalProperties !== true
        ? { additionalProperties: false }
        : {}),
    ...junctors(intOrString ? omit(schema, ['anyOf', 'allOf']) : schema),
  };
}

/** Below a junctor stand conditions on values only: types and closedness are the outer schema's. @param {Schema} schema @returns {Schema} */
function junctors(schema) {
  /** @type {(s: Schema) => Schema} */
  const condition = (s) => ({
    ...bounds(omit(s, ['type'])),
    ...(s.properties ? { properties: mapValues(s.properties, condition) } : {}),
    ...(s.items ? { items: condition(s.items) } : {}),
    ...junctors(s),
  });
  /** @type {Schema} */
  const found = {};
  for (const key of ['allOf', 'anyOf', 'oneOf']) if (schema[key]) found[key] = schema[key].map(condition);
  if (schema.not) found.not = condition(schema.not);
  return found;
}

/** What a value itself must fulfil. @param {Schema} schema @returns {Schema} */
function bounds(schema) {
  /** @type {Schema} */
  const found = {};
  for (const key of ['type', 'enum', 'required', 'pattern', 'minLength', 'maxLength', 'minItems', 'maxItems'])
    if (key in schema) found[key] = schema[key];
  for (const key of ['uniqueItems', 'minProperties', 'maxProperties', 'multipleOf'])
    if (key in schema) found[key] = schema[key];
  // Draft 4 wrote exclusive bounds as flags.
  if ('minimum' in schema) found[schema.exclusiveMinimum ? 'exclusiveMinimum' : 'minimum'] = schema.minimum;
  if ('maximum' in schema) found[schema.exclusiveMaximum ? 'exclusiveMaximum' : 'maximum'] = schema.maximum;
  if (found.pattern !== undefined) found.pattern = portable(found.pattern);
  return { ...formatBounds(schema), ...found };
}

/**
 * Go's `((?i)may|june)` as any engine reads it: each letter to the end of that group in both cases.
 * @param {string} pattern
 */
function portable(pattern) {
  const flag = '(?i)';
  const at = pattern.indexOf(flag);
  if (at < 0) {
    new RegExp(pattern);
    return pattern;
  }
  let end = at + flag.length;
  let depth = 0;
  while (end < pattern.length && (depth > 0 || pattern[end] !== ')')) {
    if (pattern[end] === '(') depth++;
    if (pattern[end] === ')') depth--;
    end++;
  }
  const within = pattern.slice(at + flag.length, end);
  if (/\\|\[[^\]]*[a-z]/i.test(within)) throw new Error(`${pattern}: too hard to spell out in both cases`);
  const both = within.replace(/[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
  return portable(pattern.slice(0, at) + both + pattern.slice(end));
}

const octet = '(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])';

/** @param {Schema} schema @returns {Schema} */
function formatBounds({ format, pattern }) {
  if (format === undefined || format === 'int64' || format === 'double' || format === 'float') return {};
  if (format === 'int32') return int32;
  if (pattern !== undefined) throw new Error(`format ${format} beside a pattern`);
  if (format === 'byte') return base64;
  if (format === 'date-time') return rfc3339;
  if (format === 'ipv4') return { pattern: `^${octet}(\\.${octet}){3}$` };
  // Looser than the API server, which counts the groups.
  if (format === 'ipv6') return { pattern: '^[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*$' };
  throw new Error(`format ${format}: say here what it means`);
}

/** @param {string} group @param {string} version @param {string} kind */
function identity(group, version, kind) {
  return {
    apiVersion: { const: group ? `${group}/${version}` : version },
    kind: { const: kind },
    // An object that is applied has a name; a generated one cannot be applied again.
    metadata: { $ref: `#/$defs/${objectMeta}`, type: 'object', required: ['name'] },
  };
}

/** @param {Schema | undefined} object @param {(value: Schema, key: string) => Schema} change */
function mapValues(object, change) {
  return object && Object.fromEntries(Object.entries(object).map(([k, v]) => [k, change(v, k)]));
}

/** @param {Schema | undefined} object @param {readonly string[]} keys @returns {Schema} */
function omit(object, keys) {
  return Object.fromEntries(Object.entries(object ?? {}).filter(([key]) => !keys.includes(key)));
}
