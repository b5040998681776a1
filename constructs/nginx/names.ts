// Names and ports that the parts of F5's NGINX Ingress Controller agree on.
import { selectorLabels } from '../kit/labels.js';

export const addonName = 'nginx';
export const namespaceName = 'nginx';
export const workloadName = 'nginx';
export const controllerPods = selectorLabels(workloadName);

export const settingsName = 'nginx';
export const electionName = 'nginx-leader';
/** In the IngressClass; the controller looks for no other. */
export const controllerClass = 'nginx.org/ingress-controller';

/** Container ports. Redirects to HTTPS name the container's port, so it has to be the one that clients know. */
export const ports = { http: 80, https: 443, ready: 8081, metrics: 9113 } as const;
