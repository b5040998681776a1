// Names and ports that the parts of metrics-server agree on.
import { selectorLabels } from '../kit/labels.js';

export const addonName = 'metrics-server';
export const namespaceName = 'metrics-server';

/** Deployment, Service, ServiceAccount, Certificate. */
export const name = 'metrics-server';
export const serverPods = selectorLabels(name);

/** Secret with the serving certificate, when the platform has an issuer. */
export const servingSecret = 'metrics-server-serving';

/** `https` serves the API, health and metrics. Both are what upstream's manifest and kubelets listen on. */
export const ports = { https: 10250, kubelet: 10250 } as const;
