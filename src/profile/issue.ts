// A zod issue in a user's words: what is wrong, what was got, and what was probably meant.
import { z } from 'zod';
import { didYouMean } from '../../constructs/kit/did-you-mean.js';
import { typeName } from './source.js';

export interface DescribedIssue {
  readonly path: readonly PropertyKey[];
  /** The fault is the key itself, not its value. */
  readonly key: boolean;
  readonly message: string;
}

export function describeIssue(schema: z.ZodType, issue: z.core.$ZodIssue): DescribedIssue[] {
  const { path } = issue;
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = keysAt(schema, path);
      return issue.keys.map((k) => ({
        path: [...path, k],
        key: true,
        message: `unknown key${didYouMean(k, known)}${known.length > 0 && known.length <= 12 ? ` (known: ${known.join(', ')})` : ''}`,
      }));
    }
    case 'invalid_type':
      return [
        issue.input === undefined
          ? {
              path,
              key: false,
              message: `is missing; expected ${expected(issue.expected)}${hint(schema, path)}`,
            }
          : {
              path,
              key: false,
              message: `expected ${expected(issue.expected)}, got ${typeName(issue.input)}`,
            },
      ];
    case 'invalid_value': {
      const values = issue.values.map(String);
      if (issue.input === undefined)
        return [{ path, key: false, message: `is missing; expected ${list(values)}` }];
      return [
        {
          path,
          key: false,
          message: `got ${typeName(issue.input)}, expected ${list(values)}${didYouMean(String(issue.input), values)}`,
        },
      ];
    }
    case 'invalid_union': {
      const options = discriminatorValues(schema, path);
      if (issue.errors.length === 0) {
        const where =
          issue.discriminator && path[path.length - 1] !== issue.discriminator
            ? [...path, issue.discriminator]
            : path;
        const got = valueAt(issue.input, issue.discriminator);
        const text = got === undefined ? 'is missing' : `got ${typeName(got)}`;
        const what =
          options.length > 0 ? `, expected ${list(options)}${didYouMean(String(got), options)}` : '';
        return [{ path: where, key: false, message: `${text}${what}` }];
      }
      // The option with the fewest faults is the one that was meant.
      const nearest = [...issue.errors].sort((a, b) => a.length - b.length)[0] ?? [];
      return nearest.flatMap((inner) => describeIssue(schema, { ...inner, path: [...path, ...inner.path] }));
    }
    default:
      return [{ path, key: false, message: `${issue.message}${got(issue.input)}` }];
  }
}

function got(input: unknown): string {
  return input === undefined ? '' : `, got ${typeName(input)}`;
}

function expected(type: string): string {
  const names: Record<string, string> = {
    object: 'a map',
    array: 'a list',
    int: 'a whole number',
    record: 'a map',
  };
  return names[type] ?? `a ${type}`;
}

function list(values: readonly string[]): string {
  return values.length === 1 ? `${values[0]}` : `one of ${values.join(', ')}`;
}

function hint(schema: z.ZodType, path: readonly PropertyKey[]): string {
  const description = schemasAt(schema, path)[0]?.description;
  return description ? ` (${description})` : '';
}

function valueAt(input: unknown, key: string | undefined): unknown {
  return key && typeof input === 'object' && input !== null
    ? (input as Record<string, unknown>)[key]
    : undefined;
}

function discriminatorValues(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const last = path[path.length - 1];
  for (const [candidates, key] of [
    [schemasAt(schema, path), undefined],
    [schemasAt(schema, path.slice(0, -1)), last],
  ] as const) {
    const union = candidates.find((s) => s instanceof z.ZodDiscriminatedUnion);
    if (!union) continue;
    const discriminator = union.def.discriminator;
    if (key !== undefined && key !== discriminator) continue;
    return union.options.flatMap((option) =>
      option instanceof z.ZodObject ? literalValues(option.shape[discriminator] as z.ZodType) : [],
    );
  }
  return [];
}

function literalValues(schema: z.ZodType): string[] {
  return schema instanceof z.ZodLiteral ? [...schema.values].map(String) : [];
}

/** Keys that the schema knows at a path. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const objects = schemasAt(schema, path).flatMap(alternatives);
  return [...new Set(objects.flatMap((s) => (s instanceof z.ZodObject ? Object.keys(s.shape) : [])))];
}

/** Every schema that may stand at a path, through optionals, defaults and unions. */
export function schemasAt(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType[] {
  let here: z.ZodType[] = [unwrap(schema)];
  for (const step of path) {
    here = here.flatMap(alternatives).flatMap((s): z.ZodType[] => {
      if (s instanceof z.ZodObject) {
        const child = s.shape[String(step)] as z.ZodType | undefined;
        return child ? [unwrap(child)] : [];
      }
      if (s instanceof z.ZodArray) return [unwrap(s.element as z.ZodType)];
      if (s instanceof z.ZodRecord) return [unwrap(s.valueType as z.ZodType)];
      return [];
    });
  }
  return here;
}

function alternatives(schema: z.ZodType): z.ZodType[] {
  if (schema instanceof z.ZodUnion || schema instanceof z.ZodDiscriminatedUnion) {
    return schema.options.map((o) => unwrap(o as z.ZodType)).flatMap(alternatives);
  }
  return [schema];
}

function unwrap(schema: z.ZodType): z.ZodType {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable
  ) {
    return unwrap(schema.unwrap() as z.ZodType);
  }
  if (schema instanceof z.ZodPipe) return unwrap(schema.in as z.ZodType);
  return schema;
}
