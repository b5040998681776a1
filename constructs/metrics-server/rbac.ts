// Rights of metrics-server and of those who read it. Checked against kubernetes-sigs/metrics-server:manifests/base/rbac.yaml
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { labels } from '../kit/labels.js';
import { bindClusterRole, bindRole, clusterGrant } from '../kit/rbac.js';
import { addonName, name, namespaceName } from './names.js';

const serviceAccount = { namespace: namespaceName, name };

export function rbac(scope: Construct): void {
  clusterGrant(scope, {
    addon: addonName,
    name: 'system:metrics-server',
    serviceAccount,
    rules: [
      { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
      { apiGroups: [''], resources: ['pods', 'nodes'], verbs: ['get', 'list', 'watch'] },
    ],
  });
  // An aggregated API asks the API server who its callers are and what they may do.
  bindClusterRole(
    scope,
    { addon: addonName, name: 'metrics-server:system:auth-delegator', serviceAccount },
    'system:auth-delegator',
  );
  // The certificate authority by which it knows the API server's own calls is in a ConfigMap there.
  bindRole(
    scope,
    'kube-system',
    { addon: addonName, name: 'metrics-server-auth-reader', serviceAccount },
    'extension-apiserver-authentication-reader',
  );
  readers(scope);
}

/** Adds `kubectl top` to the roles view, edit and admin, which people are bound to. */
function readers(scope: Construct): void {
  new k8s.KubeClusterRole(scope, 'readers', {
    metadata: {
      name: 'system:aggregated-metrics-reader',
      labels: {
        ...labels(addonName, name),
        'rbac.authorization.k8s.io/aggregate-to-admin': 'true',
        'rbac.authorization.k8s.io/aggregate-to-edit': 'true',
        'rbac.authorization.k8s.io/aggregate-to-view': 'true',
      },
    },
    rules: [{ apiGroups: ['metrics.k8s.io'], resources: ['pods', 'nodes'], verbs: ['get', 'list', 'watch'] }],
  });
}
