// Names that several of cert-manager's parts agree on.
import { selectorLabels } from '../kit/labels.js';

export const addonName = 'cert-manager';
export const namespaceName = 'cert-manager';

/** Every user-facing host is certified by this one, whatever stands behind it. */
export const publicIssuer = 'plinth-public';
/** TLS between components: a CA of the cluster's own. */
export const privateIssuer = 'plinth-private';

export const controllerName = 'cert-manager';
export const webhookName = 'cert-manager-webhook';
export const cainjectorName = 'cert-manager-cainjector';

/** The webhook makes its own CA and keeps it here; cainjector copies it into the webhook configurations. */
export const webhookCaSecret = 'cert-manager-webhook-ca';

export const controllerPods = selectorLabels(controllerName);
export const webhookPods = selectorLabels(webhookName);
export const cainjectorPods = selectorLabels(cainjectorName);

export const ports = { metrics: 9402, healthz: 9403, webhook: 10250, webhookHealthz: 6080 } as const;
