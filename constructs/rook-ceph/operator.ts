// Rook's operator: turns the CephCluster and the pools into daemons, and keeps them in quorum.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { imageRef } from '../kit/image.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import {
  checksum,
  containerSecurity,
  httpProbe,
  podSecurity,
  resources,
  serviceAccount,
} from '../kit/workload.js';
import type { Config } from './config.js';
import { accounts, addonName, namespaceName, operatorName, operatorPods, ports } from './names.js';
import { pins } from './pins.js';

/** Rook reads these from the ConfigMap and from its environment alike; changes in the ConfigMap reload it. */
const configName = 'rook-ceph-operator-config';

export function operator(scope: Construct, config: Config, platform: Platform): void {
  serviceAccount(scope, addonName, namespaceName, accounts.operator, platform);
  const settings = operatorSettings(config);
  new k8s.KubeConfigMap(scope, 'operator-config', {
    metadata: { name: configName, namespace: namespaceName, labels: labels(addonName, configName) },
    data: settings,
  });
  new k8s.KubeDeployment(scope, 'operator', {
    metadata: { name: operatorName, namespace: namespaceName, labels: labels(addonName, operatorName) },
    spec: {
      // It elects no leader. Storage goes on while it is away; failed monitors are not replaced.
      replicas: 1,
      revisionHistoryLimit: 3,
      selector: { matchLabels: operatorPods },
      strategy: { type: 'Recreate' },
      template: {
        metadata: {
          // `app` is how Rook's documentation and its kubectl plugin look for the pod.
          labels: { ...labels(addonName, operatorName), app: operatorName },
          annotations: checksum(JSON.stringify(settings)),
        },
        spec: {
          serviceAccountName: accounts.operator,
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          priorityClassName: 'system-cluster-critical',
          // The image's user.
          securityContext: podSecurity(2016),
          terminationGracePeriodSeconds: 30,
          tolerations: ['not-ready', 'unreachable'].map((taint) => ({
            key: `node.kubernetes.io/${taint}`,
            operator: 'Exists',
            effect: 'NoExecute',
            tolerationSeconds: 30,
          })),
          containers: [
            {
              name: operatorName,
              image: imageRef(pins.images.rook, platform),
              args: ['ceph', 'operator'],
              env: [
                // Watches this namespace alone: its rights end there as well.
                { name: 'ROOK_CURRENT_NAMESPACE_ONLY', value: 'true' },
                { name: 'ROOK_RECONCILE_CONCURRENT_CLUSTERS', value: '1' },
                { name: 'ROOK_HOSTPATH_REQUIRES_PRIVILEGED', value: 'false' },
                { name: 'ROOK_CEPH_MON_RUN_AS_ROOT', value: 'false' },
                // Seconds until pods leave a node that is gone.
                { name: 'ROOK_UNREACHABLE_NODE_TOLERATION_SECONDS', value: '5' },
                // Buckets need rights on Secrets of all namespaces.
                {
                  name: 'ROOK_DISABLE_OBJECT_BUCKET_CLAIM',
                  value: String(!config.objectStore.enabled),
                },
                { name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
                { name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
                { name: 'POD_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
              ],
              ports: [{ name: 'metrics', containerPort: ports.operatorMetrics }],
              resources: compute(config.resources.operator),
              securityContext: containerSecurity(),
              // It has no health endpoint; metrics are served as long as its controllers run. They are restarted when
              // the configuration changes, so life is asked about with patience.
              livenessProbe: {
                tcpSocket: { port: k8s.IntOrString.fromString('metrics') },
                initialDelaySeconds: 60,
                periodSeconds: 30,
                timeoutSeconds: 5,
                failureThreshold: 10,
              },
              readinessProbe: httpProbe('/metrics', 'metrics', { period: 15 }),
              volumeMounts: [
                { name: 'rook-config', mountPath: '/var/lib/rook' },
                { name: 'default-config-dir', mountPath: '/etc/ceph' },
                { name: 'tmp', mountPath: '/tmp' },
              ],
            },
          ],
          volumes: ['rook-config', 'default-config-dir', 'tmp'].map((name) => ({
            name,
            emptyDir: { sizeLimit: k8s.Quantity.fromString('256Mi') },
          })),
        },
      },
    },
  });
}

function operatorSettings(config: Config): Record<string, string> {
  return {
    ROOK_LOG_LEVEL: config.logLevel,
    ROOK_OPERATOR_METRICS_BIND_ADDRESS: `:${ports.operatorMetrics}`,
    ROOK_CEPH_ALLOW_LOOP_DEVICES: String(config.allowLoopDevices),
    ROOK_CEPH_COMMANDS_TIMEOUT_SECONDS: '15',
    ROOK_DELETE_UNUSED_CRUSH_RULES: 'true',
    // Disks are named or filtered in the profile. The daemon would watch every node's udev for new ones.
    ROOK_ENABLE_DISCOVERY_DAEMON: 'false',
    ROOK_ENFORCE_HOST_NETWORK: 'false',
    // The bucket provisioner's name begins with the namespace; StorageClass rook-ceph-bucket says the same.
    ROOK_OBC_WATCH_OPERATOR_NAMESPACE: 'true',
    // Claims may ask for limits and nothing else: policies and owners are for administrators.
    ROOK_OBC_ALLOW_ADDITIONAL_CONFIG_FIELDS: 'maxObjects,maxSize',
    ROOK_REVISION_HISTORY_LIMIT: '3',
  };
}

/** Requests and the memory limit of the profile, for our own pods. */
export function compute(r: Config['resources']['operator']): k8s.ResourceRequirements {
  return resources(r.cpu, r.memory, r.memoryLimit);
}
