// Loads a profile: YAML to a checked value, with every fault reported at once and where it stands.
import type { z } from 'zod';
import { UserError } from '../user-error.js';
import { describeIssue } from './issue.js';
import { type Profile, profileSchema } from './schema.js';
import { locate, type ProfileSource, readSource } from './source.js';

export interface LoadedProfile {
  readonly profile: Profile;
  readonly source: ProfileSource;
}

/** Errors: a UserError with one line a fault, `file:line:column path: what, what was got; the fix`. */
export function loadProfile(reference: string): LoadedProfile {
  const source = readSource(reference);
  const result = profileSchema.safeParse(normalizeAddons(source.value), { reportInput: true });
  if (!result.success) throw new UserError(faults(source, result.error.issues));
  return { profile: result.data, source };
}

/** `addons.x: false` turns x off, and an empty value takes the defaults. */
function normalizeAddons(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const addons = value['addons'];
  if (typeof addons !== 'object' || addons === null || Array.isArray(addons)) return { ...value };
  const entries = Object.entries(addons).filter(([, config]) => config !== false);
  return { ...value, addons: Object.fromEntries(entries.map(([k, config]) => [k, config ?? {}])) };
}

function faults(source: ProfileSource, issues: readonly z.core.$ZodIssue[]): string[] {
  const lines = issues
    .flatMap((issue) => describeIssue(profileSchema, issue))
    .map(({ path, key, message }) => {
      const shown = path.map(String).join('.');
      return `${locate(source, path, key)} ${shown ? `${shown}: ` : ''}${message}`;
    });
  return [...new Set(lines)];
}
