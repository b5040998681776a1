// The library: what a program other than the CLI may use.
export { addonNames, loadAddons, loadCatalog } from '../constructs/catalog.js';
export { type Addon, defineAddon, type Problem } from '../constructs/kit/addon.js';
export type { Facts, Platform } from '../constructs/kit/platform.js';
export type { SecretNeed, SecretValue } from '../constructs/kit/secret.js';
export type { Bundle, PlacedDocument } from './bundle/layout.js';
export { writeBundle } from './bundle/write.js';
export type { Plan } from './plan/resolve.js';
export type { Profile } from './profile/schema.js';
export { planProfile, type Rendered, renderPlan, renderProfile } from './render.js';
export { renderAddon } from './synth/render.js';
export { synthesize } from './synth/synthesize.js';
export { UserError } from './user-error.js';
