// The pipeline in one place: profile → plan → documents → bundle. Pure but for reading the profile and the CRD files.
import { loadCatalog } from '../constructs/catalog.js';
import { type Bundle, layOut } from './bundle/layout.js';
import { type Plan, resolvePlan } from './plan/resolve.js';
import { loadProfile } from './profile/load.js';
import { crdFiles } from './synth/crds.js';
import { extraFiles, synthesize } from './synth/synthesize.js';

export interface Rendered {
  readonly plan: Plan;
  readonly bundle: Bundle;
}

/** `reference`: a shipped profile's name or a path. Errors: UserError. */
export async function planProfile(reference: string): Promise<Plan> {
  return resolvePlan(await loadProfile(reference), loadCatalog);
}

export function renderPlan(plan: Plan): Bundle {
  return layOut({ plan, documents: synthesize(plan), crds: crdFiles(plan), extras: extraFiles(plan) });
}

export async function renderProfile(reference: string): Promise<Rendered> {
  const plan = await planProfile(reference);
  return { plan, bundle: renderPlan(plan) };
}
