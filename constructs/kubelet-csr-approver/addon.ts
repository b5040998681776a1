// kubelet-csr-approver: serving certificates for kubelets whose names and addresses are the node's own. Chosen over
// alex1989hu/kubelet-serving-cert-approver, which approves any DNS name and address that a node puts into its request:
// with that, one stolen node gets a certificate for the API server.
import { defineAddon } from '../kit/addon.js';
import { alertRules } from '../kit/alerts.js';
import { alerts } from './alerts.js';
import { configSchema } from './config.js';
import { addonName, namespaceName } from './names.js';
import { network } from './network.js';
import { pins } from './pins.js';
import { problems, warnings } from './problems.js';
import { rbac } from './rbac.js';
import { workload } from './workload.js';

export const kubeletCsrApprover = defineAddon({
  name: addonName,
  title: 'Approves the serving certificates of kubelets, after checking names and addresses.',
  pins,
  config: configSchema,
  tradeOffs: [
    'It does something only where kubelets ask: set serverTLSBootstrap: true in KubeletConfiguration. Before an approver runs, such kubelets serve nothing that can be verified.',
    'Names are looked up with the resolver of the node, and refused where it does not know them: set resolveNames: false on networks whose DNS has no nodes, and accept that a node can then ask for an address of another.',
    'A DNS name need only begin with the name of the node: nodes should not be named so that one name is the beginning of another.',
    'Requests that break a rule are denied for good; a kubelet makes a new one when it starts or when its back-off is over. Try rules with deny: false.',
  ],
  namespaces: () => [{ name: namespaceName, podSecurity: 'restricted' }],
  problems,
  warnings,
  alerts: () => alerts,
  build(chart, config, platform) {
    rbac(chart);
    workload(chart, config, platform);
    network(chart, config, platform);
    alertRules(chart, platform, {
      addon: addonName,
      namespace: namespaceName,
      name: addonName,
      groups: alerts,
    });
  },
});
