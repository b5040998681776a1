// Ajv's errors as a person would say them: the place, what was got, what was expected, and the fix.
import type { ErrorObject } from 'ajv';
import { didYouMean } from '../../constructs/kit/did-you-mean.js';
import { type Finding, formatPath, parsePointer } from './finding.js';
import { withoutBranches } from './junctors.js';
import type { JsonSchema } from './schema-store.js';

export type Explanation = Pick<Finding, 'path' | 'message' | 'fix'>;

interface Place {
  readonly error: ErrorObject;
  readonly path: readonly string[];
  /** The schema that was broken, with all the fields that it knows. */
  readonly whole: JsonSchema;
}

/** Errors must come from a validator with `verbose` and `allErrors`. */
export function explainErrors(
  errors: readonly ErrorObject[],
  wholeOf: ReadonlyMap<JsonSchema, JsonSchema>,
): readonly Explanation[] {
  const explained = withoutBranches(errors).map((error) => {
    const path = parsePointer(error.instancePath);
    const own = error.parentSchema as JsonSchema;
    return (explainers[error.keyword] ?? explainOther)({ error, path, whole: wholeOf.get(own) ?? own });
  });
  return explained.filter(
    (e, i) => explained.findIndex((o) => o.path === e.path && o.message === e.message) === i,
  );
}

const explainers: Readonly<Record<string, (place: Place) => Explanation>> = {
  additionalProperties: explainUnknown,
  type: explainType,
  required: explainMissing,
  enum: explainEnum,
  const: explainConst,
  pattern: explainPattern,
  not: explainNot,
  anyOf: explainChoice,
  oneOf: explainChoice,
};

function explainUnknown({ error, path, whole }: Place): Explanation {
  const field = String(error.params.additionalProperty);
  const known = Object.keys(whole.properties ?? {}).filter((name) => name !== 'status');
  const near = didYouMean(field, known);
  return {
    path: formatPath([...path, field]),
    message: `unknown field${near}`,
    fix: near ? 'correct its name or remove it' : `remove it (fields here: ${shorten(known)})`,
  };
}

function explainType({ error, path }: Place): Explanation {
  const types = [error.params.type].flat().flatMap((type) => String(type).split(','));
  const wanted = types.filter((type) => type !== 'null');
  return {
    path: formatPath(path),
    message: `got ${describe(error.data)}, must be ${wanted.join(' or ')}`,
    fix: typeFix(error.data, wanted),
  };
}

function typeFix(got: unknown, wanted: readonly string[]): string {
  if (wanted.includes('string') && (typeof got === 'number' || typeof got === 'boolean'))
    return `quote it: "${got}"`;
  const wantsNumber = wanted.includes('integer') || wanted.includes('number');
  if (typeof got === 'string' && wantsNumber && /^-?\d+$/.test(got)) return `remove the quotes: ${got}`;
  if (typeof got === 'string' && wanted.includes('boolean') && /^(true|false)$/.test(got))
    return `remove the quotes: ${got}`;
  if (wanted.includes('array') && got !== null) return 'make it a list';
  return got === null ? 'give it a value or remove it' : `give it a value of type ${wanted.join(' or ')}`;
}

function explainMissing({ error, path }: Place): Explanation {
  return {
    path: formatPath([...path, String(error.params.missingProperty)]),
    message: 'missing, and required',
    fix: 'add it',
  };
}

function explainEnum({ error, path }: Place): Explanation {
  const allowed = (error.params.allowedValues as readonly unknown[]).filter((value) => value !== null);
  const near = typeof error.data === 'string' ? didYouMean(error.data, allowed.map(String)) : '';
  return {
    path: formatPath(path),
    message: `got ${describe(error.data)}, must be one of ${shorten(allowed.map(String))}${near}`,
    fix: 'use one of those values',
  };
}

function explainConst({ error, path }: Place): Explanation {
  const wanted = JSON.stringify(error.params.allowedValue);
  return {
    path: formatPath(path),
    message: `got ${describe(error.data)}, must be ${wanted}`,
    fix: `write ${wanted}`,
  };
}

function explainPattern({ error, path, whole }: Place): Explanation {
  const wanted = whole.title ?? `text that matches ${String(error.params.pattern)}`;
  return {
    path: formatPath(path),
    message: `got ${describe(error.data)}, must be ${wanted}`,
    fix: 'correct the value',
  };
}

function explainNot({ error, path, whole }: Place): Explanation {
  const isNull = whole.not?.type === 'null';
  return {
    path: formatPath(path),
    message: `got ${describe(error.data)}, ${isNull ? 'must be set' : `must not fit ${JSON.stringify(whole.not)}`}`,
    fix: isNull ? 'give it a value' : 'remove the combination that is excluded',
  };
}

function explainChoice({ error, path, whole }: Place): Explanation {
  const branches = whole[error.keyword === 'oneOf' ? 'oneOf' : 'anyOf'] ?? [];
  const count = error.keyword === 'oneOf' ? 'exactly one of' : 'at least one of';
  const fields = branches.flatMap((branch) => (branch.required ? [branch.required.join(' and ')] : []));
  const wanted =
    fields.length === branches.length && fields.length > 0
      ? `must have ${count} ${fields.join(', ')}`
      : `must fit ${count} ${shorten(branches.map((branch) => String(branch.type ?? JSON.stringify(branch))))}`;
  return {
    path: formatPath(path),
    message: `got ${describe(error.data)}, ${wanted}`,
    fix: 'keep what is meant and remove the rest',
  };
}

function explainOther({ error, path }: Place): Explanation {
  return {
    path: formatPath(path),
    message: `got ${describe(error.data)}, ${error.message ?? `must fit ${error.keyword}`}`,
    fix: 'correct the value',
  };
}

/** `string "3"`, `integer 3`, `null`, `list of 2`, `object with a, b` */
function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `list of ${value.length}`;
  if (typeof value === 'object') return `object with ${shorten(Object.keys(value as object)) || 'no fields'}`;
  if (typeof value === 'string')
    return `string ${JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value)}`;
  return `${typeof value} ${String(value)}`;
}

function shorten(names: readonly string[]): string {
  return names.length > 12
    ? `${names.slice(0, 12).join(', ')} and ${names.length - 12} more`
    : names.join(', ');
}
