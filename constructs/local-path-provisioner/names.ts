// Names and ports that the parts of the local path provisioner agree on.
import { selectorLabels } from '../kit/labels.js';

export const addonName = 'local-path-provisioner';

/** Where the provisioner runs: it holds the rights, and touches no disk. */
export const namespaceName = 'local-path-provisioner';
/** Where it starts its helpers: they touch the nodes' disks, and hold no rights. */
export const helperNamespace = 'local-path-helpers';

/** Deployment and ServiceAccount. */
export const name = 'local-path-provisioner';
export const provisionerPods = selectorLabels(name);

export const helperName = 'local-path-helper';
/** config.json and the helper's template, for the provisioner; the scripts, for the helpers. */
export const configMapName = 'local-path-config';
export const scriptsName = 'local-path-scripts';

export const ports = { health: 8080 } as const;
