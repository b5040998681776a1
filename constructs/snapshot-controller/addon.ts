// snapshot-controller: the API of volume snapshots, which the snapshot sidecars of CSI drivers carry out.
import { defineAddon } from '../kit/addon.js';
import { alertRules } from '../kit/alerts.js';
import { dashboard, dashboardFact } from '../kit/dashboard.js';
import { alerts } from './alerts.js';
import { configSchema } from './config.js';
import { snapshotDashboard } from './dashboard.js';
import { addonName, namespaceName } from './names.js';
import { network } from './network.js';
import { pins } from './pins.js';
import { problems, warnings } from './problems.js';
import { rbac } from './rbac.js';
import { workload } from './workload.js';

const fact = dashboardFact(addonName, 'Storage');
const snapshotCrds = ['volumesnapshotclasses', 'volumesnapshotcontents', 'volumesnapshots'];
const groupCrds = ['volumegroupsnapshotclasses', 'volumegroupsnapshotcontents', 'volumegroupsnapshots'];

export const snapshotController = defineAddon({
  name: addonName,
  title: 'Snapshots of volumes: the CRDs and the controller that every CSI driver shares.',
  pins,
  config: configSchema,
  tradeOffs: [
    'One controller and one set of CRDs a cluster. GKE, AKS and RKE2 bring their own: say so in platform.snapshots instead.',
    'A snapshot lives where its volume lives: it undoes a mistake and is no backup against the loss of the storage.',
    'With deletionPolicy Delete of its class, deleting a VolumeSnapshot, or the namespace around it, deletes the snapshot in the storage.',
    'Deleting the CRDs deletes every VolumeSnapshot: keep them out of pruning.',
    'snapshot.storage.k8s.io/v1beta1, which upstream carries unserved, is left out. A cluster whose CRDs list it in status.storedVersions must drop it there first; until then the API server refuses the new CRDs and nothing is lost.',
  ],
  namespaces: () => [{ name: namespaceName, podSecurity: 'restricted' }],
  provides: () => ({ snapshots: { apiVersion: 'snapshot.storage.k8s.io/v1' }, dashboards: [fact] }),
  crds: (config) => [
    ...snapshotCrds.map((plural) => `${plural}.snapshot.storage.k8s.io.yaml`),
    ...(config.groupSnapshots
      ? groupCrds.map((plural) => `${plural}.groupsnapshot.storage.k8s.io.yaml`)
      : []),
  ],
  problems,
  warnings,
  alerts: () => alerts,
  build(chart, config, platform) {
    rbac(chart, config);
    workload(chart, config, platform);
    network(chart, platform);
    alertRules(chart, platform, {
      addon: addonName,
      namespace: namespaceName,
      name: addonName,
      groups: alerts,
    });
    dashboard(chart, platform, { addon: addonName, fact, model: snapshotDashboard() });
  },
});
