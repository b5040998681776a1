// Names and ports that MetalLB's parts agree on. Those of the webhook are fixed in its code.
import { selectorLabels } from '../kit/labels.js';

export const addonName = 'metallb';
/** The CRD conversion webhook names this namespace. */
export const namespaceName = 'metallb-system';

export const controllerName = 'metallb-controller';
export const speakerName = 'metallb-speaker';
export const controllerPods = selectorLabels(controllerName);
export const speakerPods = selectorLabels(speakerName);

export const webhookService = 'metallb-webhook-service';
export const webhookConfiguration = 'metallb-webhook-configuration';
export const webhookSecret = 'metallb-webhook-cert';
/** Made by the controller when it first starts: the key with which speakers encrypt their gossip. */
export const memberlistSecret = 'memberlist';

export const ports = { metrics: 9120, webhook: 9443, health: 17472, memberlist: 7946 } as const;
