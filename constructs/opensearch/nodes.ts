// The OpenSearch nodes: a StatefulSet whose pods find each other through the headless Service.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { imageRef } from '../kit/image.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import {
  budget,
  checksum,
  containerSecurity,
  httpProbe,
  podSecurity,
  serviceAccount,
  spread,
} from '../kit/workload.js';
import { compute } from './compute.js';
import type { Config } from './config.js';
import {
  addonName,
  discoveryName,
  httpPort,
  httpTlsSecret,
  namespaceName,
  nodeLabels,
  securityConfigMap,
  serviceName,
  settingsConfigMap,
  transportPort,
  transportTlsSecret,
  usersSecret,
} from './names.js';
import { pins } from './pins.js';
import { securityFiles } from './security.js';
import { httpTlsDirectory, settings, transportTlsDirectory } from './settings.js';
import { heapMiB } from './sizes.js';

const home = '/usr/share/opensearch';
/** Files for the pod's group alone; the security plugin warns about keys that others can read. */
export const groupOnly = 0o440;
const podLabels = labels(addonName, addonName, 'node');

export function nodes(scope: Construct, config: Config, platform: Platform): void {
  serviceAccount(scope, addonName, namespaceName, addonName, platform);
  configMap(scope, settingsConfigMap, { 'opensearch.yml': settings(config) });
  configMap(scope, securityConfigMap, securityFiles(config));
  services(scope);
  budget(scope, {
    addon: addonName,
    namespace: namespaceName,
    name: addonName,
    selector: nodeLabels,
    replicas: config.nodes,
  });
  new k8s.KubeStatefulSet(scope, 'nodes', {
    metadata: { name: addonName, namespace: namespaceName, labels: podLabels },
    spec: {
      serviceName: discoveryName,
      replicas: config.nodes,
      // A first start needs two of three nodes before any of them is ready.
      podManagementPolicy: 'Parallel',
      updateStrategy: { type: 'RollingUpdate' },
      // Time for the shards of a restarted node to come back before the next node goes.
      minReadySeconds: 60,
      revisionHistoryLimit: 5,
      selector: { matchLabels: nodeLabels },
      template: {
        metadata: { labels: podLabels, annotations: checksum(settings(config)) },
        spec: podSpec(config, platform),
      },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data', labels: { ...nodeLabels } },
          spec: {
            accessModes: ['ReadWriteOnce'],
            storageClassName: config.storage.className ?? platform.storage?.block,
            resources: { requests: { storage: k8s.Quantity.fromString(config.storage.size) } },
          },
        },
      ],
    },
  });
}

function podSpec(config: Config, platform: Platform): k8s.PodSpec {
  const image = imageRef(pins.images.opensearch, platform);
  return {
    serviceAccountName: addonName,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    priorityClassName: 'plinth-platform',
    securityContext: podSecurity(1000, 1000, 1000),
    // A node hands over and flushes on SIGTERM; being killed while it does costs a recovery of its shards.
    terminationGracePeriodSeconds: 120,
    topologySpreadConstraints: spread(platform, nodeLabels),
    initContainers: [
      {
        // OpenSearch writes its keystore beside its configuration, so with a read-only root the directory has to be a
        // volume: the image's files (jvm.options, log4j2.properties, plugins' settings) and our opensearch.yml.
        name: 'configuration',
        image,
        command: [
          '/bin/bash',
          '-ec',
          `cp -R ${home}/config/. /config/\ncp /settings/opensearch.yml /config/opensearch.yml\n`,
        ],
        resources: compute('10m', '64Mi', '64Mi', '64Mi'),
        securityContext: containerSecurity(),
        volumeMounts: [
          { name: 'config', mountPath: '/config' },
          { name: 'settings', mountPath: '/settings', readOnly: true },
        ],
      },
    ],
    containers: [
      {
        name: 'opensearch',
        image,
        env: [
          { name: 'OPENSEARCH_JAVA_OPTS', value: javaOptions(config) },
          { name: 'DISABLE_INSTALL_DEMO_CONFIG', value: 'true' },
          { name: 'DISABLE_PERFORMANCE_ANALYZER_AGENT_CLI', value: 'true' },
        ],
        ports: [
          { name: 'https', containerPort: httpPort },
          { name: 'transport', containerPort: transportPort },
        ],
        resources: compute(config.cpu, config.memory, config.memory, '2Gi'),
        // 10 minutes for a node that replays a large translog.
        startupProbe: {
          tcpSocket: { port: k8s.IntOrString.fromString('transport') },
          periodSeconds: 10,
          failureThreshold: 60,
        },
        // Answers without credentials, and 503 until this node has joined a cluster and read its users
        // (opensearch-project/security: SecurityHealthAction, SecurityRestUtils.shouldSkipAuthentication).
        readinessProbe: httpProbe('/_plugins/_security/health', 'https', { scheme: 'HTTPS' }),
        // The port alone: restarting a node that is slow or has no cluster only adds recovery work.
        livenessProbe: {
          tcpSocket: { port: k8s.IntOrString.fromString('transport') },
          periodSeconds: 20,
          timeoutSeconds: 5,
          failureThreshold: 6,
        },
        securityContext: containerSecurity(),
        volumeMounts: [
          { name: 'data', mountPath: `${home}/data` },
          { name: 'config', mountPath: `${home}/config` },
          { name: 'security', mountPath: `${home}/config/opensearch-security`, readOnly: true },
          { name: 'http-tls', mountPath: `${home}/config/${httpTlsDirectory}`, readOnly: true },
          { name: 'transport-tls', mountPath: `${home}/config/${transportTlsDirectory}`, readOnly: true },
          { name: 'scratch', mountPath: `${home}/logs`, subPath: 'logs' },
          // The start script's here-documents, JNA and Lucene.
          { name: 'scratch', mountPath: '/tmp', subPath: 'tmp' },
        ],
      },
    ],
    volumes: [
      { name: 'config', emptyDir: { sizeLimit: k8s.Quantity.fromString('16Mi') } },
      { name: 'scratch', emptyDir: { sizeLimit: k8s.Quantity.fromString('1Gi') } },
      { name: 'settings', configMap: { name: settingsConfigMap } },
      securityVolume(),
      { name: 'http-tls', secret: { secretName: httpTlsSecret, defaultMode: groupOnly } },
      { name: 'transport-tls', secret: { secretName: transportTlsSecret, defaultMode: groupOnly } },
    ],
  };
}

/** The security plugin's directory: our files and, from the Secret, the users. */
export function securityVolume(): k8s.Volume {
  return {
    name: 'security',
    projected: {
      defaultMode: groupOnly,
      sources: [{ configMap: { name: securityConfigMap } }, { secret: { name: usersSecret } }],
    },
  };
}

/** jvm.options logs garbage collection into 32 files of 64 MiB; warnings on stderr are collected like all else. */
function javaOptions(config: Config): string {
  const heap = heapMiB(config);
  return `-Xms${heap}m -Xmx${heap}m -Xlog:disable -Xlog:all=warning:stderr:utctime,level,tags`;
}

function services(scope: Construct): void {
  const https: k8s.ServicePort = {
    name: 'https',
    port: httpPort,
    targetPort: k8s.IntOrString.fromString('https'),
    appProtocol: 'https',
  };
  new k8s.KubeService(scope, 'service', {
    metadata: { name: serviceName, namespace: namespaceName, labels: podLabels },
    spec: { type: 'ClusterIP', selector: nodeLabels, ports: [https] },
  });
  new k8s.KubeService(scope, 'discovery-service', {
    metadata: {
      name: discoveryName,
      namespace: namespaceName,
      labels: labels(addonName, addonName, 'discovery'),
    },
    spec: {
      type: 'ClusterIP',
      clusterIp: 'None',
      // Nodes become ready by finding each other.
      publishNotReadyAddresses: true,
      selector: nodeLabels,
      ports: [
        { name: 'transport', port: transportPort, targetPort: k8s.IntOrString.fromString('transport') },
      ],
    },
  });
}

function configMap(scope: Construct, name: string, data: Readonly<Record<string, string>>): void {
  new k8s.KubeConfigMap(scope, `config-map-${name}`, {
    metadata: { name, namespace: namespaceName, labels: labels(addonName, addonName) },
    data: { ...data },
  });
}
