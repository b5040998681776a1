// Names and ports that the parts of the approver agree on.
import { selectorLabels } from '../kit/labels.js';

export const addonName = 'kubelet-csr-approver';
export const namespaceName = 'kubelet-csr-approver';

/** Deployment, Service, ServiceAccount. */
export const name = 'kubelet-csr-approver';
export const approverPods = selectorLabels(name);

/** Upstream's defaults: postfinance/kubelet-csr-approver@v1.2.14:internal/cmd/cmd.go */
export const ports = { metrics: 8080, health: 8081 } as const;
