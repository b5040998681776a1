// From plan to documents: each addon rendered on its own, then everything put into one fixed order.
import { foundation } from '../../constructs/foundation/addon.js';
import type { Addon } from '../../constructs/kit/addon.js';
import type { SecretNeed } from '../../constructs/kit/secret.js';
import { renderRunbooks } from '../docs/runbooks.js';
import type { Plan } from '../plan/resolve.js';
import { UserError } from '../user-error.js';
import { type Document, identityOf, type KubeObject } from './document.js';
import { renderExternalSecrets } from './external-secrets.js';
import { renderAddon } from './render.js';

/** All documents, CRDs excepted: those are files that are never parsed. Errors: UserError when two addons render one object. */
export function synthesize(plan: Plan): readonly Document[] {
  const documents = [
    ...documentsOf(foundation, renderAddon(foundation, {}, plan.platform)),
    ...plan.addons.flatMap(({ addon, config }) => {
      const objects = renderAddon(addon, config, plan.platform);
      const needs = addon.secrets?.(config, plan.platform) ?? [];
      return documentsOf(addon, [...objects, ...renderExternalSecrets(addon.name, needs, plan.secrets)]);
    }),
  ];
  refuseTwins(documents);
  return documents;
}

/** Secrets that must exist before the bundle works, in the order of the plan. */
export function secretNeeds(plan: Plan): readonly SecretNeed[] {
  return plan.addons.flatMap(({ addon, config }) => addon.secrets?.(config, plan.platform) ?? []);
}

/** Files for humans and nodes, by path in the bundle. */
export function extraFiles(plan: Plan): ReadonlyMap<string, string> {
  return new Map(
    plan.addons.flatMap(({ addon, config }) => {
      const alerts = plan.platform.monitoring ? (addon.alerts?.() ?? []) : [];
      const files = {
        ...addon.files?.(config, plan.platform),
        ...(alerts.length > 0 ? { 'runbooks.md': renderRunbooks(addon.name, alerts) } : {}),
      };
      return Object.entries(files).map(
        ([path, content]) => [`${addon.name}/files/${path}`, content] as const,
      );
    }),
  );
}

function documentsOf(addon: Addon, objects: readonly KubeObject[]): Document[] {
  return objects.map((object) => ({ addon: addon.name, object }));
}

function refuseTwins(documents: readonly Document[]): void {
  const owners = new Map<string, string>();
  for (const { addon, object } of documents) {
    const identity = identityOf(object);
    const owner = owners.get(identity);
    if (owner === addon) throw new Error(`${addon} renders ${identity} twice`);
    if (owner !== undefined) {
      throw new UserError(
        `addons.${owner} and addons.${addon} both render ${identity}; leave one out, or give it another name where its configuration has one`,
      );
    }
    owners.set(identity, addon);
  }
}
