// The plan: which addons, in which order, knowing which facts.
import type { Addon } from '../../constructs/kit/addon.js';
import type { Cluster } from '../../constructs/kit/cluster.js';
import type { Capability, DashboardFact, Facts, Platform } from '../../constructs/kit/platform.js';
import type { LoadedProfile } from '../profile/load.js';
import type { SecretsMode } from '../profile/schema.js';
import { locate } from '../profile/source.js';
import { UserError } from '../user-error.js';
import { findProblems } from './rules.js';

export interface PlannedAddon {
  readonly addon: Addon;
  readonly config: unknown;
  /** Names of the planned addons that provide what it requires. */
  readonly after: readonly string[];
}

export interface Plan {
  readonly name: string;
  readonly platform: Platform;
  readonly secrets: SecretsMode;
  /** Providers first; ties in alphabetical order. */
  readonly addons: readonly PlannedAddon[];
}

/** Who offers a fact: an addon's name, or `platform` for the profile itself. */
export type Providers = ReadonlyMap<string, readonly string[]>;

export interface Candidate {
  readonly addon: Addon;
  readonly config: unknown;
  readonly facts: Facts;
  readonly requires: readonly Capability[];
}

/** Errors: a UserError that names every clash and every unmet need, with the fix; `loadAll` is asked for who could meet it. */
export async function resolvePlan(
  loaded: LoadedProfile,
  loadAll: () => Promise<readonly Addon[]>,
): Promise<Plan> {
  const { profile, source } = loaded;
  const candidates = loaded.addons.map((addon) =>
    candidate(addon, profile.addons[addon.name], profile.cluster),
  );
  const given = Object.entries(profile.platform).flatMap(([fact, value]) =>
    value === undefined ? [] : [fact],
  );
  const providers = whoProvides(given, candidates);
  const platform: Platform = {
    ...profile.platform,
    ...mergeFacts(candidates),
    cluster: profile.cluster,
    images: profile.images,
    dashboards: candidates.flatMap((c): readonly DashboardFact[] => c.facts.dashboards ?? []),
  };
  const unmet = candidates.some((c) => c.requires.some((fact) => !providers.has(fact)));
  const catalog = unmet ? await loadAll() : [];
  const problems = findProblems({ candidates, providers, platform, catalog });
  if (problems.length > 0) {
    throw new UserError(
      problems.map((p) => `${locate(source, p.path, p.key)} ${p.path.map(String).join('.')}: ${p.message}`),
    );
  }
  return {
    name: profile.metadata.name,
    platform,
    secrets: profile.secrets,
    addons: order(candidates, providers),
  };
}

function candidate(addon: Addon, config: unknown, cluster: Cluster): Candidate {
  return {
    addon,
    config,
    facts: addon.provides?.(config, cluster) ?? {},
    requires: addon.requires?.(config) ?? [],
  };
}

function whoProvides(given: readonly string[], candidates: readonly Candidate[]): Providers {
  const providers = new Map<string, string[]>(given.map((fact) => [fact, ['platform']]));
  for (const { addon, facts } of candidates) {
    for (const fact of Object.keys(facts)) {
      if (fact === 'dashboards' || facts[fact as keyof Facts] === undefined) continue;
      providers.set(fact, [...(providers.get(fact) ?? []), addon.name]);
    }
  }
  return providers;
}

function mergeFacts(candidates: readonly Candidate[]): Facts {
  return Object.assign({}, ...candidates.map((c) => c.facts));
}

/** Topological order; a cycle cannot be ordered and is a bug in the catalogue. */
function order(candidates: readonly Candidate[], providers: Providers): PlannedAddon[] {
  const planned: PlannedAddon[] = [];
  const waiting = candidates.map((c) => ({
    addon: c.addon,
    config: c.config,
    after: [...new Set(c.requires.flatMap((r) => providers.get(r) ?? []))].filter(
      (p) => p !== 'platform' && p !== c.addon.name,
    ),
  }));
  waiting.sort((a, b) => (a.addon.name < b.addon.name ? -1 : 1));
  while (waiting.length > 0) {
    const done = new Set(planned.map((p) => p.addon.name));
    const next = waiting.findIndex((w) => w.after.every((p) => done.has(p)));
    if (next < 0)
      throw new Error(`addons require each other: ${waiting.map((w) => w.addon.name).join(', ')}`);
    planned.push(...waiting.splice(next, 1));
  }
  return planned;
}
