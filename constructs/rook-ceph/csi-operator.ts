// The CSI operator: runs the drivers that the Driver resources ask for.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { imageRef } from '../kit/image.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { clusterGrant, namespaceGrant } from '../kit/rbac.js';
import {
  budget,
  containerSecurity,
  httpProbe,
  podSecurity,
  replicas,
  serviceAccount,
  spread,
  surge,
} from '../kit/workload.js';
import type { Config } from './config.js';
import {
  addonName,
  csiOperatorName,
  csiOperatorPods,
  namespaceName,
  operatorConfigName,
  ports,
} from './names.js';
import { compute } from './operator.js';
import { pins } from './pins.js';

export function csiOperator(scope: Construct, config: Config, platform: Platform): void {
  const count = replicas(2, platform);
  serviceAccount(scope, addonName, namespaceName, csiOperatorName, platform);
  rights(scope);
  new k8s.KubeDeployment(scope, 'csi-operator', {
    metadata: {
      name: csiOperatorName,
      namespace: namespaceName,
      labels: labels(addonName, csiOperatorName),
    },
    spec: {
      replicas: count,
      revisionHistoryLimit: 3,
      selector: { matchLabels: csiOperatorPods },
      strategy: surge(),
      template: {
        metadata: { labels: labels(addonName, csiOperatorName) },
        spec: {
          serviceAccountName: csiOperatorName,
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          priorityClassName: 'system-cluster-critical',
          securityContext: podSecurity(65532),
          terminationGracePeriodSeconds: 10,
          topologySpreadConstraints: spread(platform, csiOperatorPods, { perRevision: true }),
          containers: [
            {
              name: 'manager',
              image: imageRef(pins.images.csiOperator, platform),
              command: ['/manager'],
              args: ['--leader-elect', `--health-probe-bind-address=:${ports.csiOperatorHealth}`],
              env: [
                { name: 'OPERATOR_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
                { name: 'OPERATOR_CONFIG_NAME', value: operatorConfigName },
                // Its rights end in this namespace, and so does its cache.
                { name: 'WATCH_NAMESPACE', value: namespaceName },
                { name: 'CSI_SERVICE_ACCOUNT_PREFIX', value: 'ceph-csi-' },
              ],
              ports: [{ name: 'health', containerPort: ports.csiOperatorHealth }],
              resources: compute(config.resources.csiOperator),
              securityContext: containerSecurity(),
              livenessProbe: httpProbe('/healthz', 'health', { initialDelay: 15, period: 20 }),
              readinessProbe: httpProbe('/readyz', 'health', { initialDelay: 5 }),
            },
          ],
        },
      },
    },
  });
  budget(scope, {
    addon: addonName,
    namespace: namespaceName,
    name: csiOperatorName,
    selector: csiOperatorPods,
    replicas: count,
  });
}

/**
 * Checked against ceph/ceph-csi-operator@v1.0.4:config/rbac/role.yaml. Upstream's rights on Deployments, DaemonSets,
 * Services and ConfigMaps are cluster-wide; it needs them in the one namespace that it watches.
 */
function rights(scope: Construct): void {
  const read = ['get', 'list', 'watch'];
  const write = [...read, 'create', 'update', 'patch', 'delete'];
  const serviceAccountOf = { namespace: namespaceName, name: csiOperatorName };
  clusterGrant(scope, {
    addon: addonName,
    name: csiOperatorName,
    serviceAccount: serviceAccountOf,
    rules: [
      { apiGroups: [''], resources: ['nodes'], verbs: ['list', 'watch'] },
      { apiGroups: ['storage.k8s.io'], resources: ['csidrivers'], verbs: write },
      // Looked for wherever its CRD is there: the operator waits for that cache.
      { apiGroups: ['cbt.storage.k8s.io'], resources: ['snapshotmetadataservices'], verbs: read },
    ],
  });
  namespaceGrant(scope, namespaceName, {
    addon: addonName,
    name: csiOperatorName,
    serviceAccount: serviceAccountOf,
    rules: [
      { apiGroups: [''], resources: ['configmaps', 'services'], verbs: write },
      { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
      { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: write },
      { apiGroups: ['apps'], resources: ['daemonsets', 'deployments'], verbs: write },
      { apiGroups: ['csi.ceph.io'], resources: ['operatorconfigs'], verbs: read },
      {
        apiGroups: ['csi.ceph.io'],
        resources: ['cephconnections', 'clientprofilemappings', 'clientprofiles', 'drivers'],
        verbs: write,
      },
      {
        apiGroups: ['csi.ceph.io'],
        resources: ['clientprofilemappings/finalizers', 'clientprofiles/finalizers', 'drivers/finalizers'],
        verbs: ['update'],
      },
      {
        apiGroups: ['csi.ceph.io'],
        resources: ['clientprofilemappings/status', 'clientprofiles/status', 'drivers/status'],
        verbs: ['get', 'patch', 'update'],
      },
    ],
  });
}
