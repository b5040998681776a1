// CRDs are files: found here, copied byte for byte, and never parsed on the way.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root.js';
import type { Plan } from '../plan/resolve.js';

export interface CrdFile {
  readonly addon: string;
  /** `<plural>.<group>.yaml` */
  readonly name: string;
  readonly content: Buffer;
}

export function crdFiles(plan: Plan): readonly CrdFile[] {
  return plan.addons.flatMap(({ addon, config }) =>
    [...(addon.crds?.(config) ?? [])].sort().map((name) => ({
      addon: addon.name,
      name,
      content: readFileSync(join(packageRoot, 'constructs', addon.name, 'crds', name)),
    })),
  );
}
