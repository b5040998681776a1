// Rights of kube-vip. Checked against kube-vip/kube-vip@v1.2.3:pkg/kubevip/config_generator.go
import type { Construct } from 'constructs';
import { clusterGrant, namespaceGrant } from '../kit/rbac.js';
import type { Config } from './config.js';
import { addonName, namespaceName, speakerName } from './names.js';

const leases = {
  apiGroups: ['coordination.k8s.io'],
  resources: ['leases'],
  verbs: ['get', 'list', 'watch', 'create', 'update'],
};

export function rbac(scope: Construct, config: Config): void {
  const grant = {
    addon: addonName,
    name: speakerName,
    serviceAccount: { namespace: namespaceName, name: speakerName },
  };
  clusterGrant(scope, {
    ...grant,
    ...(config.services.electionPerService
      ? {
          reason:
            'Leases of all namespaces: each Service has one beside it that says which node announces it. Whoever has this token can take the lead from any controller.',
        }
      : {}),
    rules: [
      // update: the annotation that says which node has the address.
      { apiGroups: [''], resources: ['services'], verbs: ['get', 'list', 'watch', 'update'] },
      { apiGroups: [''], resources: ['services/status'], verbs: ['update'] },
      // Upstream may write them as well, for labels and for pods behind egress, which this configuration has not.
      { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['get', 'list', 'watch'] },
      ...(config.services.electionPerService ? [leases] : []),
    ],
  });
  // The lease for all Services is looked for in the namespace of the pod.
  namespaceGrant(scope, namespaceName, { ...grant, rules: [leases] });
}
