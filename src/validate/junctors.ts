// A failed anyOf or oneOf is reported together with every branch that failed: keeps the errors that help.
import type { ErrorObject } from 'ajv';

export function withoutBranches(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const junctors = errors.filter((e) => e.keyword === 'anyOf' || e.keyword === 'oneOf');
  return junctors.reduce(withoutNoise, errors);
}

function withoutNoise(errors: readonly ErrorObject[], junctor: ErrorObject): readonly ErrorObject[] {
  const onward = refersOnward(junctor);
  const isType = (e: ErrorObject) => e.keyword === 'type' && isAt(e, junctor);
  // Paths of schemas begin anew in each definition, so the schema itself tells whose type it is.
  const isOwnType = (e: ErrorObject) => isType(e) && e.parentSchema === junctor.parentSchema;
  const isBranch = (e: ErrorObject) =>
    (isWithin(e, junctor) && e.schemaPath.startsWith(`${junctor.schemaPath}/`)) ||
    (onward && isType(e) && !isOwnType(e));
  const rest = errors.filter((e) => e === junctor || !isBranch(e));
  // What a definition behind a branch says is more to the point than that no branch fits.
  const isBetter = (e: ErrorObject) => e !== junctor && (isOwnType(e) || (onward && isWithin(e, junctor)));
  return rest.some(isBetter) ? rest.filter((e) => e !== junctor) : rest;
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
