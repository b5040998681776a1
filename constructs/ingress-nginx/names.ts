// Names and ports that the parts of ingress-nginx agree on.
import { selectorLabels } from '../kit/labels.js';

export const addonName = 'ingress-nginx';
export const namespaceName = 'ingress-nginx';
export const workloadName = 'ingress-nginx';
export const controllerPods = selectorLabels(workloadName);

export const settingsName = 'ingress-nginx';
export const webhookName = 'ingress-nginx-admission';
export const electionName = 'ingress-nginx-leader';
export const defaultCertificateSecret = 'default-certificate';
/** In the IngressClass and in the controller's arguments. */
export const controllerClass = 'k8s.io/ingress-nginx';

/** Container ports, as upstream has them. */
export const ports = { http: 80, https: 443, webhook: 8443, metrics: 10254 } as const;
