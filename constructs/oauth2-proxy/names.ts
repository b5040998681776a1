// Names and ports that the parts of oauth2-proxy agree on.
import { selectorLabels } from '../kit/labels.js';

export const addonName = 'oauth2-proxy';
export const namespaceName = 'auth';
export const workloadName = 'oauth2-proxy';
export const proxyPods = selectorLabels(workloadName);

export const secretName = 'oauth2-proxy';
export const emailsName = 'oauth2-proxy-emails';

export const ports = { http: 4180, metrics: 44180 } as const;
