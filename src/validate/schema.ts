// The embedded validator: every document against the schema of its kind, with Ajv.
import { Ajv, type Options, type ValidateFunction } from 'ajv';
import { type Document, identityOf } from '../synth/document.js';
import { explainErrors } from './explain.js';
import type { Finding } from './finding.js';
import { type Focused, focus } from './focus.js';
import { openSchemaStore, type SchemaStore } from './schema-store.js';

/** A document that may know where it stands. */
export interface LocatedDocument extends Document {
  readonly file?: string;
  readonly line?: number;
}

/** Findings in the order of the documents; none when all fit that Kubernetes minor (`1.34`). */
export function validateSchemas(
  documents: readonly LocatedDocument[],
  kubernetesVersion: string,
): readonly Finding[] {
  const store = openSchemaStore(kubernetesVersion);
  const kinds = documents.map(({ object }) => store.find(object.apiVersion, object.kind));
  const samples = documents.flatMap(({ object }, index) => {
    const definition = kinds[index];
    return definition === undefined ? [] : [{ definition, value: object }];
  });
  const focused = focus(store, samples);
  // Most documents are right, and a validator that only says so is half as large.
  const validatorOf = compiler(focused, {});
  let explainerOf: ReturnType<typeof compiler> | undefined;
  return documents.flatMap((document, index) => {
    const kind = kinds[index];
    if (kind === undefined) return [missing(document, store)];
    if (validatorOf(kind)(document.object)) return [];
    explainerOf ??= compiler(focused, { allErrors: true, verbose: true });
    const validate = explainerOf(kind);
    validate(document.object);
    return explainErrors(validate.errors ?? [], focused.wholeOf).map((error) => ({
      check: 'schema',
      severity: 'error' as const,
      ...locate(document),
      ...error,
    }));
  });
}

/** The finding for a kind without a schema: unproven is as bad as wrong. */
export function missing(document: LocatedDocument, store: SchemaStore): Finding {
  const { apiVersion, kind } = document.object;
  return {
    check: 'schema',
    severity: 'error',
    ...locate(document),
    path: '',
    ...store.explainMissing(apiVersion, kind),
  };
}

export function locate(document: LocatedDocument): Pick<Finding, 'file' | 'line' | 'object'> {
  const { file, line, object } = document;
  return {
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line }),
    object: identityOf(object),
  };
}

function compiler(focused: Focused, options: Options): (kind: string) => ValidateFunction {
  const ajv = new Ajv({
    ...options,
    strict: false,
    meta: false,
    validateSchema: false,
    // One function a definition: pod templates are compiled once for all kinds that hold one.
    inlineRefs: false,
    // Costs more than the tidier code wins back over a few hundred documents.
    code: { optimize: false },
    // Patterns are written for Go, which has escapes that the u flag refuses.
    unicodeRegExp: false,
    schemas: [{ $id: 'plinth', $defs: focused.definitions }],
  });
  return (kind) => {
    const validate = ajv.getSchema(`plinth#/$defs/${kind}`);
    if (!validate) throw new Error(`no compiled schema for ${kind}`);
    return validate;
  };
}
