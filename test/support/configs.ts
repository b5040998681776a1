// The least that a profile must say about each addon, for tests that run over the whole catalogue.
import { loadCatalog } from '../../constructs/catalog.js';
import type { Addon } from '../../constructs/kit/addon.js';

const catalog = await loadCatalog();

const least: Readonly<Record<string, unknown>> = {
  'csi-driver-nfs': {
    storageClasses: [{ name: 'nfs-csi', server: 'nfs.example.com', share: '/export' }],
  },
  'kube-vip': { services: { pools: [{ addresses: ['192.0.2.0/28'] }] } },
  'kubelet-csr-approver': { nodeNames: '^node-[0-9]+$' },
  metallb: { pools: [{ name: 'default', addresses: ['192.0.2.0/24'], l2: {} }] },
  'oauth2-proxy': { issuerUrl: 'https://id.example.com', clientId: 'plinth' },
  'rook-ceph': { storage: { deviceFilter: '^sd[b-d]$' }, objectStore: { enabled: true } },
};

/** The addon's configuration with defaults, as a plan would have it. */
export function leastConfig(addon: Addon): unknown {
  return addon.config.parse(least[addon.name] ?? {});
}

export function addonNamed(name: string): Addon {
  const addon = catalog.find((a) => a.name === name);
  if (!addon) throw new Error(`no addon ${name} in the catalogue`);
  return addon;
}
