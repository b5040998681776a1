// A failed anyOf or oneOf is reported together with every branch that failed: keeps the errors that help.
import type { ErrorObject } from 'ajv';

export function withoutBranches(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const junctors = errors.filter((e) => e.keyword === 'anyOf' || e.keyword === 'oneOf');
  return junctors.reduce(withoutNoise, errors);
}

function withoutNoise(errors: readonly ErrorObject[], junctor: ErrorObject): readonly ErrorObject[] {
  const own = `${junctor.schemaPath.slice(0, junctor.schemaPath.lastIndexOf('/'))}/type`;
  const mistyped = errors.some((e) => e.schemaPath === own && e.instancePath === junctor.instancePath);
  const isBranch = (e: ErrorObject) =>
    e !== junctor &&
    (e.schemaPath.startsWith(`${junctor.schemaPath}/`) ||
      (refersOnward(junctor) && e.keyword === 'type' && e.schemaPath !== own && isAt(e, junctor)));
  const rest = errors.filter((e) => !isBranch(e));
  // What a definition behind a branch says is more to the point than that no branch fits.
  const better =
    mistyped || (refersOnward(junctor) && rest.some((e) => e !== junctor && isWithin(e, junctor)));
  return better ? rest.filter((e) => e !== junctor) : rest;
}

function refersOnward(junctor: ErrorObject): boolean {
  return JSON.stringify(junctor.schema).includes('"$ref"');
}

function isAt(e: ErrorObject, junctor: ErrorObject): boolean {
  return e.instancePath === junctor.instancePath;
}

function isWithin(e: ErrorObject, junctor: ErrorObject): boolean {
  return isAt(e, junctor) || e.instancePath.startsWith(`${junctor.instancePath}/`);
}
