// bundle.json: which Plinth rendered what, from which choices. It also marks a folder as Plinth's to replace.

import { packageVersion } from '../package-root.js';
import type { Plan } from '../plan/resolve.js';
import { type Waves, waveFolders } from './waves.js';

export const manifestFile = 'bundle.json';
export const manifestKind = 'Bundle';

/** No timestamps: the same profile and version give the same bytes. */
export function manifest(plan: Plan, waves: Waves, hasCrds: boolean): string {
  const { cluster } = plan.platform;
  const value = {
    apiVersion: 'plinth.dev/v1alpha1',
    kind: manifestKind,
    metadata: { name: plan.name },
    plinthVersion: packageVersion(),
    kubernetesVersion: cluster.kubernetesVersion,
    distribution: cluster.distribution,
    addons: plan.addons.map(({ addon }) => ({ name: addon.name, version: addon.pins.version })),
    waves: waveFolders(waves, hasCrds),
    profile: { cluster, secrets: plan.secrets, images: plan.platform.images, addons: configs(plan) },
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The configuration as it was resolved, defaults included: what a reviewer sees change when a default does. */
function configs(plan: Plan): Record<string, unknown> {
  return Object.fromEntries(plan.addons.map(({ addon, config }) => [addon.name, config]));
}
