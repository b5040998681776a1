// The catalogue: one line per addon.
import { auditLogging } from './audit-logging/addon.js';
import { certManager } from './cert-manager/addon.js';
import { cinderCsi } from './cinder-csi/addon.js';
import { contour } from './contour/addon.js';
import { csiDriverNfs } from './csi-driver-nfs/addon.js';
import { fluentBit } from './fluent-bit/addon.js';
import { hcloudCsi } from './hcloud-csi/addon.js';
import { ingressNginx } from './ingress-nginx/addon.js';
import type { Addon } from './kit/addon.js';
import { kubeVip } from './kube-vip/addon.js';
import { kubeletCsrApprover } from './kubelet-csr-approver/addon.js';
import { localPathProvisioner } from './local-path-provisioner/addon.js';
import { metallb } from './metallb/addon.js';
import { metricsServer } from './metrics-server/addon.js';
import { nginx } from './nginx/addon.js';
import { oauth2Proxy } from './oauth2-proxy/addon.js';
import { opensearch } from './opensearch/addon.js';
import { prometheusStack } from './prometheus-stack/addon.js';
import { rookCeph } from './rook-ceph/addon.js';
import { snapshotController } from './snapshot-controller/addon.js';
import { traefik } from './traefik/addon.js';

export const catalog: readonly Addon[] = [
  auditLogging,
  certManager,
  cinderCsi,
  contour,
  csiDriverNfs,
  fluentBit,
  hcloudCsi,
  ingressNginx,
  kubeVip,
  kubeletCsrApprover,
  localPathProvisioner,
  metallb,
  metricsServer,
  nginx,
  oauth2Proxy,
  opensearch,
  prometheusStack,
  rookCeph,
  snapshotController,
  traefik,
];
