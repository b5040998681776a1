// Every generated page of docs/, by path in it.
import type { Addon } from '../../constructs/kit/addon.js';
import { renderAddons } from './addons.js';
import { renderRunbooks } from './runbooks.js';

export function renderPages(catalog: readonly Addon[]): ReadonlyMap<string, string> {
  return new Map([
    ['addons.md', renderAddons(catalog)],
    ...catalog.flatMap((addon) => {
      const groups = addon.alerts?.() ?? [];
      return groups.length > 0
        ? [[`runbooks/${addon.name}.md`, renderRunbooks(addon.name, groups)] as const]
        : [];
    }),
  ]);
}
