// Loads a profile: YAML to a checked value, with every fault reported at once and where it stands.
import type { z } from 'zod';
import { loadAddons } from '../../constructs/catalog.js';
import type { Addon } from '../../constructs/kit/addon.js';
import { UserError } from '../user-error.js';
import { describeIssue } from './issue.js';
import { type Profile, profileSchema } from './schema.js';
import { locate, type ProfileSource, readSource } from './source.js';

export interface LoadedProfile {
  readonly profile: Profile;
  /** The addons that it names. */
  readonly addons: readonly Addon[];
  readonly source: ProfileSource;
}

/** Errors: a UserError with one line a fault, `file:line:column path: what, what was got; the fix`. */
export async function loadProfile(reference: string): Promise<LoadedProfile> {
  const source = readSource(reference);
  const value = normalizeAddons(source.value);
  const named = value['addons'];
  const addons = await loadAddons(typeof named === 'object' && named !== null ? Object.keys(named) : []);
  const schema = profileSchema(addons);
  const result = schema.safeParse(value, { reportInput: true });
  if (!result.success) throw new UserError(faults(source, schema, result.error.issues));
  return { profile: result.data, addons, source };
}

/** `addons.x: false` turns x off, and an empty value takes the defaults. */
function normalizeAddons(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const addons = value['addons'];
  if (typeof addons !== 'object' || addons === null || Array.isArray(addons)) return { ...value };
  const entries = Object.entries(addons).filter(([, config]) => config !== false);
  return { ...value, addons: Object.fromEntries(entries.map(([k, config]) => [k, config ?? {}])) };
}

function faults(source: ProfileSource, schema: z.ZodType, issues: readonly z.core.$ZodIssue[]): string[] {
  const lines = issues
    .flatMap((issue) => describeIssue(schema, issue))
    .map(({ path, key, message }) => {
      const shown = path.map(String).join('.');
      return `${locate(source, path, key)} ${shown ? `${shown}: ` : ''}${message}`;
    });
  return [...new Set(lines)];
}
