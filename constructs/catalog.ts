// The catalogue: one line per addon. Each is loaded when a profile names it, so the catalogue may grow without a cost.
import type { Addon } from './kit/addon.js';

const loaders: Readonly<Record<string, () => Promise<Addon>>> = {
  'audit-logging': async () => (await import('./audit-logging/addon.js')).auditLogging,
  'aws-cloud-controller-manager': async () =>
    (await import('./aws-cloud-controller-manager/addon.js')).awsCloudControllerManager,
  'aws-ebs-csi-driver': async () => (await import('./aws-ebs-csi-driver/addon.js')).awsEbsCsiDriver,
  'aws-load-balancer-controller': async () =>
    (await import('./aws-load-balancer-controller/addon.js')).awsLoadBalancerController,
  'cert-manager': async () => (await import('./cert-manager/addon.js')).certManager,
  'cinder-csi': async () => (await import('./cinder-csi/addon.js')).cinderCsi,
  contour: async () => (await import('./contour/addon.js')).contour,
  'csi-driver-nfs': async () => (await import('./csi-driver-nfs/addon.js')).csiDriverNfs,
  'fluent-bit': async () => (await import('./fluent-bit/addon.js')).fluentBit,
  'gateway-api': async () => (await import('./gateway-api/addon.js')).gatewayApi,
  harbor: async () => (await import('./harbor/addon.js')).harbor,
  'hcloud-cloud-controller-manager': async () =>
    (await import('./hcloud-cloud-controller-manager/addon.js')).hcloudCloudControllerManager,
  'hcloud-csi': async () => (await import('./hcloud-csi/addon.js')).hcloudCsi,
  'ingress-nginx': async () => (await import('./ingress-nginx/addon.js')).ingressNginx,
  'kube-vip': async () => (await import('./kube-vip/addon.js')).kubeVip,
  'kubelet-csr-approver': async () => (await import('./kubelet-csr-approver/addon.js')).kubeletCsrApprover,
  'local-path-provisioner': async () =>
    (await import('./local-path-provisioner/addon.js')).localPathProvisioner,
  metallb: async () => (await import('./metallb/addon.js')).metallb,
  'metrics-server': async () => (await import('./metrics-server/addon.js')).metricsServer,
  nginx: async () => (await import('./nginx/addon.js')).nginx,
  'oauth2-proxy': async () => (await import('./oauth2-proxy/addon.js')).oauth2Proxy,
  opensearch: async () => (await import('./opensearch/addon.js')).opensearch,
  'openstack-cloud-controller-manager': async () =>
    (await import('./openstack-cloud-controller-manager/addon.js')).openstackCloudControllerManager,
  'prometheus-stack': async () => (await import('./prometheus-stack/addon.js')).prometheusStack,
  'rook-ceph': async () => (await import('./rook-ceph/addon.js')).rookCeph,
  'snapshot-controller': async () => (await import('./snapshot-controller/addon.js')).snapshotController,
  traefik: async () => (await import('./traefik/addon.js')).traefik,
};

/** Names of all addons, sorted. */
export const addonNames: readonly string[] = Object.keys(loaders).sort();

/** Those of the named addons that exist, in the order of the catalogue. */
export function loadAddons(names: readonly string[]): Promise<readonly Addon[]> {
  return Promise.all(addonNames.filter((name) => names.includes(name)).map((name) => loaders[name]!()));
}

/** Every addon, sorted by name. */
export function loadCatalog(): Promise<readonly Addon[]> {
  return loadAddons(addonNames);
}
