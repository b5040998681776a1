// Names and ports that the parts of the snapshot controller agree on.
import { selectorLabels } from '../kit/labels.js';

export const addonName = 'snapshot-controller';
export const namespaceName = 'snapshot-controller';

/** Deployment, Service, ServiceAccount. */
export const name = 'snapshot-controller';
export const controllerPods = selectorLabels(name);

/** Health and metrics; the port of upstream's own example for --http-endpoint. */
export const ports = { http: 8080 } as const;
