// Names and ports that the parts of the AWS load balancer controller agree on.
import { selectorLabels } from '../kit/labels.js';

export const addonName = 'aws-load-balancer-controller';
export const namespaceName = 'aws-load-balancer-controller';
/** Deployment, ServiceAccount, webhook configurations and value of `job`. */
export const name = 'aws-load-balancer-controller';
export const controllerPods = selectorLabels(name);
export const webhookService = 'aws-load-balancer-webhook';
/** Secret that cert-manager keeps the webhooks' certificate in. */
export const servingSecret = 'aws-load-balancer-tls';
export const leaderLease = 'aws-load-balancer-controller-leader';

/** Defaults of kubernetes-sigs/aws-load-balancer-controller@v3.5.0:pkg/config/runtime_config.go */
export const ports = { webhook: 9443, metrics: 8080, health: 61779 } as const;
