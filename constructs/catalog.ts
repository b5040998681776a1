// The catalogue: one line per addon.
import type { Addon } from './kit/addon.js';

export const catalog: readonly Addon[] = [];
