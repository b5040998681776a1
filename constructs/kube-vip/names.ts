// Names and ports that the parts of kube-vip agree on.
import { selectorLabels } from '../kit/labels.js';

export const addonName = 'kube-vip';
/** Speakers, on the host's network. */
export const namespaceName = 'kube-vip';
/** The part that hands addresses out needs no host, so it gets a namespace of its own. */
export const ipamNamespace = 'kube-vip-ipam';

export const speakerName = 'kube-vip';
export const ipamName = 'kube-vip-cloud-provider';
export const speakerPods = selectorLabels(speakerName);
export const ipamPods = selectorLabels(ipamName);

/** ConfigMap of pools: kube-vip-cloud-provider reads this name unless told. */
export const poolsName = 'kubevip';

/**
 * Ports on the nodes. `metrics` is kube-vip's default. Health has none: DaemonSet and static pod take different ones,
 * as both may run on one control-plane node.
 */
export const ports = { metrics: 2112, health: 2114, staticHealth: 2115, ipam: 10258 } as const;

/** kube-vip's default for the Services of all namespaces. */
export const servicesLease = 'plndr-svcs-lock';

/** kube-vip's own class, unless another name is given. */
export const defaultClass = 'kube-vip.io/kube-vip-class';
