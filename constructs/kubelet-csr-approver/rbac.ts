// Rights of the approver. Checked against postfinance/kubelet-csr-approver@v1.2.14:deploy/k8s/clusterrole.yaml
import type { Construct } from 'constructs';
import { clusterGrant, namespaceGrant } from '../kit/rbac.js';
import { addonName, name, namespaceName } from './names.js';

export function rbac(scope: Construct): void {
  const grant = { addon: addonName, name, serviceAccount: { namespace: namespaceName, name } };
  clusterGrant(scope, {
    ...grant,
    reason:
      'Approves certificates of one signer alone, kubernetes.io/kubelet-serving: they say who a kubelet is, and cannot be used to log in.',
    rules: [
      {
        apiGroups: ['certificates.k8s.io'],
        resources: ['certificatesigningrequests'],
        verbs: ['get', 'list', 'watch'],
      },
      {
        apiGroups: ['certificates.k8s.io'],
        resources: ['certificatesigningrequests/approval'],
        verbs: ['update'],
      },
      {
        apiGroups: ['certificates.k8s.io'],
        resources: ['signers'],
        resourceNames: ['kubernetes.io/kubelet-serving'],
        verbs: ['approve'],
      },
    ],
  });
  // Upstream grants leases and events in every namespace; its lease, and the events about it, are in its own.
  namespaceGrant(scope, namespaceName, {
    ...grant,
    rules: [
      { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create', 'get', 'update'] },
      { apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['create', 'patch'] },
    ],
  });
}
