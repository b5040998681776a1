// One addon's objects as plain JSON: the construct tree lives and dies in here.
import { App, Chart } from 'cdk8s';
import type { z } from 'zod';
import type { Addon } from '../../constructs/kit/addon.js';
import { namespace } from '../../constructs/kit/namespace.js';
import type { Platform } from '../../constructs/kit/platform.js';
import type { KubeObject } from './document.js';

/** Renders an addon with a parsed configuration. The order is the order of construction. */
export function renderAddon<S extends z.ZodType>(
  addon: Addon<S>,
  config: z.output<S>,
  platform: Platform,
): readonly KubeObject[] {
  const chart = new Chart(new App(), addon.name, { disableResourceNameHashes: true });
  for (const spec of addon.namespaces?.(config) ?? []) namespace(chart, addon.name, spec);
  addon.build(chart, config, platform);
  return chart.toJson() as KubeObject[];
}
