// A platform with every fact, for tests of single addons.
import { clusterSchema } from '../../constructs/kit/cluster.js';
import type { Platform } from '../../constructs/kit/platform.js';

export const cluster = clusterSchema.parse({
  name: 'test',
  domain: 'example.com',
  kubernetesVersion: '1.34',
  distribution: 'kubeadm',
  nodeCidrs: ['10.0.0.0/24'],
  controlPlaneMetrics: ['etcd', 'scheduler', 'controller-manager', 'kube-proxy'],
});

export const fullPlatform: Platform = {
  cluster,
  images: { pullSecrets: [] },
  dashboards: [],
  storage: { block: 'fast' },
  certificates: {
    public: { kind: 'ClusterIssuer', name: 'letsencrypt' },
    private: { kind: 'ClusterIssuer', name: 'internal-ca' },
  },
  loadBalancer: { provider: 'metallb' },
  ingress: {
    className: 'traefik',
    controller: 'traefik',
    namespace: 'traefik',
    podLabels: { 'app.kubernetes.io/name': 'traefik' },
  },
  monitoring: {
    namespace: 'monitoring',
    podLabels: { 'app.kubernetes.io/name': 'prometheus' },
    objectLabels: {},
  },
  logCollector: { kind: 'fluent-bit' },
  logStore: {
    kind: 'opensearch',
    host: 'opensearch.logging.svc',
    port: 9200,
    namespace: 'logging',
    podLabels: { 'app.kubernetes.io/name': 'opensearch' },
    credential: 'opensearch-fluent-bit',
    username: 'fluent-bit',
  },
  auditLog: { path: '/var/log/kubernetes/audit/audit.log' },
};

export const barePlatform: Platform = { cluster, images: { pullSecrets: [] }, dashboards: [] };
