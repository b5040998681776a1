// Names, labels and ports that Rook, Ceph and their CSI drivers agree on. Most are fixed in the operators' code.
import { type Labels, selectorLabels } from '../kit/labels.js';

export const addonName = 'rook-ceph';
/** Part of the CSI drivers' names, and so of every volume: it never changes. */
export const namespaceName = 'rook-ceph';
/** Of the CephCluster; Rook calls the cluster by its namespace elsewhere. */
export const clusterName = 'rook-ceph';

export const operatorName = 'rook-ceph-operator';
export const operatorPods = selectorLabels(operatorName);
/** ServiceAccounts that Rook gives its pods (rook/rook@v1.20.6:deploy/examples/common.yaml). */
export const accounts = {
  operator: 'rook-ceph-system',
  mgr: 'rook-ceph-mgr',
  osd: 'rook-ceph-osd',
  rgw: 'rook-ceph-rgw',
  commandReporter: 'rook-ceph-cmd-reporter',
  others: 'rook-ceph-default',
} as const;

export const csiOperatorName = 'ceph-csi-controller-manager';
export const csiOperatorPods = selectorLabels(csiOperatorName);
/** The CSI operator looks for this one name. */
export const operatorConfigName = 'ceph-csi-operator-config';
export const imageSetName = 'rook-csi-operator-image-set-configmap';

export type Driver = 'rbd' | 'cephfs';
export type Part = 'ctrlplugin' | 'nodeplugin';
/** Rook looks for its drivers under this prefix. */
export const driverName = (driver: Driver) => `${namespaceName}.${driver}.csi.ceph.com`;
export const csiName = (driver: Driver, part: Part) => `ceph-csi-${driver}-${part}`;
export const csiPods = (driver: Driver, part: Part) => selectorLabels(csiName(driver, part));
/** `CSI_SERVICE_ACCOUNT_PREFIX`, driver and part. */
export const csiAccount = (driver: Driver, part: Part) => `${csiName(driver, part)}-sa`;

export const blockPool = 'replicapool';
export const filesystemName = 'cephfs';
export const filesystemPool = 'replicated';
export const objectStoreName = 'object-store';
export const classes = { block: 'rook-ceph-block', file: 'rook-cephfs', bucket: 'rook-ceph-bucket' } as const;

/** Label that all of Ceph's daemons wear. */
export const cephPods: Labels = { rook_cluster: namespaceName };
/** Pods of one kind of daemon, as Rook labels them: `daemonPods('mon')`. */
export const daemonPods = (daemon: string): Labels => ({
  app: `rook-ceph-${daemon}`,
  rook_cluster: namespaceName,
});

export const rgwService = `rook-ceph-rgw-${objectStoreName}`;
export const dashboardService = 'rook-ceph-mgr-dashboard';

export const ports = {
  operatorMetrics: 8080,
  csiOperatorHealth: 8081,
  monMsgr2: 3300,
  monMsgr1: 6789,
  mgrMetrics: 9283,
  exporterMetrics: 9926,
  /** Of the manager's web interface without TLS of its own. */
  dashboard: 7000,
  rgw: 8080,
  /** On the nodes' own addresses for the node plugins. */
  csiMetrics: { rbd: 9080, cephfs: 9081 },
} as const;

/** Ports that daemons choose from: ms_bind_port_min and ms_bind_port_max of Ceph 20. */
export const daemonPorts = { port: 6800, endPort: 7568 } as const;
