// Names and ports that Traefik's parts agree on.
import { selectorLabels } from '../kit/labels.js';

export const addonName = 'traefik';
export const namespaceName = 'traefik';
export const workloadName = 'traefik';
export const traefikPods = selectorLabels(workloadName);

/** Container ports; unprivileged, so that no capability is needed. */
export const ports = { web: 8000, websecure: 8443, internal: 8080, metrics: 9100 } as const;

export const securityHeaders = 'security-headers';
export const defaultCertificateSecret = 'default-certificate';
