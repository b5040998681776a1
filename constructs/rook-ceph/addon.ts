// Rook and Ceph: storage for volumes, files and buckets from the nodes' own disks.
import { defineAddon } from '../kit/addon.js';
import { alertRules } from '../kit/alerts.js';
import { dashboard, dashboardFact } from '../kit/dashboard.js';
import { expose } from '../kit/expose.js';
import { alerts } from './alerts.js';
import { cluster } from './cluster.js';
import { configSchema } from './config.js';
import { csiDrivers } from './csi-drivers.js';
import { csiOperator } from './csi-operator.js';
import { cephDashboard } from './dashboard.js';
import { monitoring } from './monitoring.js';
import {
  addonName,
  classes,
  daemonPods,
  dashboardService,
  namespaceName,
  ports,
  rgwService,
} from './names.js';
import { network } from './network.js';
import { operator } from './operator.js';
import { pins } from './pins.js';
import { pools } from './pools.js';
import { problems } from './problems.js';
import { rbac } from './rbac.js';
import { storageClasses } from './storage-classes.js';

const overview = dashboardFact(addonName, 'Storage');

export const rookCeph = defineAddon({
  name: addonName,
  title:
    'Rook and Ceph: replicated block volumes, shared file systems and S3 buckets from the nodes’ own disks.',
  pins,
  config: configSchema,
  tradeOffs: [
    'Nothing here deletes data: clean-up of disks is never confirmed, pools outlive their resources, and the cluster, its pools, classes and namespace are marked against pruning. To take storage away is work by hand: claims first, then pools, then the CephCluster, then dataDirHostPath and the disks on each node.',
    'A disk or node that leaves the profile stays in Ceph until its OSDs are purged by hand; one that is listed and empty is taken at once. A disk with partitions or a file system is left alone.',
    'Everything runs in one privileged namespace: OSDs and the CSI node plugins need the nodes’ devices. Whoever may create pods or read Secrets there owns the data.',
    'Rook watches its own namespace alone, so it needs few rights cluster-wide. With the object store it needs Secrets of every namespace: that is where bucket claims get their keys.',
    'Kernels mount volumes from the nodes’ addresses, and the CSI node plugins run on the host network, out of reach of NetworkPolicies; liveness metrics are open there on TCP 9080 and 9081.',
    'Traffic of Ceph is authenticated and checked, not encrypted, unless network.encryption asks for it; nodes then need kernel 5.11.',
    'Keys of CSI users are of type aes: nodes before kernel 7.0 know no other.',
    'Three nodes with disks are the least, and three copies of everything cost two thirds of the disks; plan for one node’s data to fit on the others.',
    'Monitors keep their databases on the nodes, below dataDirHostPath: put that on a fast disk that is not Ceph’s, and back it up before changes.',
    'Upgrade one minor version of Rook at a time, and only while Ceph is healthy: the operator refuses otherwise.',
    'S3 is plain HTTP inside the cluster; TLS belongs to whatever exposes it to others.',
    'Its CRDs come from an API module that is older than the operator: fields that the module lacks are kept and not checked by schema.',
    'Rook’s operator was not run with a read-only root file system by upstream; it writes to the three mounted folders only.',
    'Rook documents Kubernetes up to 1.36 for this version.',
  ],
  namespaces: () => [
    {
      name: namespaceName,
      podSecurity: 'privileged',
      reason:
        'OSDs use the nodes’ disks and the CSI node plugins mount volumes for pods: host paths, devices and privileged containers.',
      protect: true,
    },
  ],
  provides: (config) => ({
    storage: {
      block: classes.block,
      ...(config.filesystem.enabled ? { file: classes.file } : {}),
    },
    ...(config.objectStore.enabled
      ? {
          objectStore: {
            host: `${rgwService}.${namespaceName}.svc`,
            port: 80,
            bucketClass: classes.bucket,
            namespace: namespaceName,
            podLabels: { ...daemonPods('rgw') },
            podPort: ports.rgw,
          },
        }
      : {}),
    dashboards: [overview],
  }),
  crds: () => crdNames,
  problems,
  alerts: () => alerts(configSchema.parse({ objectStore: { enabled: true } })),
  build(chart, config, platform) {
    operator(chart, config, platform);
    rbac(chart, config, platform);
    csiOperator(chart, config, platform);
    csiDrivers(chart, config, platform);
    cluster(chart, config, platform);
    pools(chart, config, platform);
    storageClasses(chart, config, platform);
    network(chart, config, platform);
    monitoring(chart, config, platform);
    if (config.dashboard.enabled) {
      expose(chart, platform, {
        addon: addonName,
        namespace: namespaceName,
        name: 'ceph-dashboard',
        host: config.dashboard.host,
        service: { name: dashboardService, port: 'http-dashboard' },
        pods: { labels: daemonPods('mgr'), port: ports.dashboard },
        auth: 'own',
      });
    }
    alertRules(chart, platform, {
      addon: addonName,
      namespace: namespaceName,
      name: addonName,
      groups: alerts(config),
    });
    dashboard(chart, platform, { addon: addonName, fact: overview, model: cephDashboard() });
  },
});

/** Rook's operator starts only when each kind that it watches exists. */
const crdNames: readonly string[] = [
  ...[
    'cephblockpoolradosnamespaces',
    'cephblockpools',
    'cephbucketnotifications',
    'cephbuckettopics',
    'cephclients',
    'cephclusters',
    'cephcosidrivers',
    'cephfilesystemmirrors',
    'cephfilesystems',
    'cephfilesystemsubvolumegroups',
    'cephnfses',
    'cephnvmeofgateways',
    'cephobjectrealms',
    'cephobjectstoreaccounts',
    'cephobjectstores',
    'cephobjectstoreusers',
    'cephobjectzonegroups',
    'cephobjectzones',
    'cephrbdmirrors',
  ].map((plural) => `${plural}.ceph.rook.io.yaml`),
  ...['cephconnections', 'clientprofilemappings', 'clientprofiles', 'drivers', 'operatorconfigs'].map(
    (plural) => `${plural}.csi.ceph.io.yaml`,
  ),
  ...['objectbucketclaims', 'objectbuckets'].map((plural) => `${plural}.objectbucket.io.yaml`),
];
