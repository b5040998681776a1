// The Prometheus servers: what they scrape, keep and evaluate, and who reaches them.
import type { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { allow, flow, toApiServer, toDns, toNodes, toOutside } from '../kit/allow.js';
import { customResource } from '../kit/custom-resource.js';
import { expose, hostOf } from '../kit/expose.js';
import { imageRef } from '../kit/image.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { clusterGrant } from '../kit/rbac.js';
import { scrape } from '../kit/scrape.js';
import { budget, podSecurity, replicas, serviceAccount, spread } from '../kit/workload.js';
import type { Config } from './config.js';
import {
  addonName,
  alertmanagerPods,
  grafanaPods,
  instance,
  namespaceName,
  prometheusPods,
} from './names.js';
import { pins } from './pins.js';
import { retentionSize } from './retention.js';

const name = 'prometheus';

export function buildPrometheus(chart: Chart, config: Config, platform: Platform): void {
  serviceAccount(chart, addonName, namespaceName, name, platform);
  clusterGrant(chart, {
    addon: addonName,
    name: 'plinth-prometheus',
    serviceAccount: { namespace: namespaceName, name },
    rules: [
      { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
      { apiGroups: [''], resources: ['services', 'pods'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: ['networking.k8s.io'], resources: ['ingresses'], verbs: ['get', 'list', 'watch'] },
      { nonResourceUrLs: ['/metrics', '/metrics/slis'], verbs: ['get'] },
    ],
  });
  server(chart, config, platform);
  service(chart);
  budget(chart, {
    addon: addonName,
    namespace: namespaceName,
    name,
    selector: prometheusPods,
    replicas: replicas(config.prometheus.replicas, platform),
  });
  scrape(chart, platform, {
    addon: addonName,
    namespace: namespaceName,
    name,
    service: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': addonName },
    endpoints: [{ port: 'web' }, { port: 'reloader-web' }],
    pods: { labels: prometheusPods, ports: [9090, 8080] },
  });
  policies(chart, config, platform);
  const { host } = config.prometheus;
  if (host === false) return;
  expose(chart, platform, {
    addon: addonName,
    namespace: namespaceName,
    name,
    host,
    service: { name, port: 'web' },
    pods: { labels: prometheusPods, port: 9090 },
    auth: 'guarded',
  });
}

function server(chart: Chart, config: Config, platform: Platform): void {
  const p = config.prometheus;
  const { cpu, memory, memoryLimit } = p.resources;
  customResource(chart, {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'Prometheus',
    metadata: { name: instance, namespace: namespaceName, labels: labels(addonName, name) },
    spec: {
      image: imageRef(pins.images.prometheus, platform),
      version: pins.images.prometheus.image.split(':v')[1],
      ...(platform.images.pullSecrets.length > 0
        ? { imagePullSecrets: platform.images.pullSecrets.map((secret) => ({ name: secret })) }
        : {}),
      replicas: replicas(p.replicas, platform),
      podMetadata: { labels: labels(addonName, name) },
      serviceAccountName: name,
      automountServiceAccountToken: true,
      serviceDiscoveryRole: 'EndpointSlice',
      externalUrl:
        p.host === false ? `http://${name}.${namespaceName}.svc:9090` : `https://${hostOf(platform, p.host)}`,
      externalLabels: { cluster: platform.cluster.name, ...p.externalLabels },
      replicaExternalLabelName: 'prometheus_replica',
      scrapeInterval: p.scrapeInterval,
      evaluationInterval: p.scrapeInterval,
      // Prometheus 3 refuses a target that names no content type; exporters without one are still common.
      scrapeClasses: [{ name: 'default', default: true, fallbackScrapeProtocol: 'PrometheusText0.0.4' }],
      retention: p.retention,
      retentionSize: p.retentionSize ?? retentionSize(p.volumeSize),
      walCompression: true,
      // Every monitor and rule in the cluster: an empty selector selects all.
      serviceMonitorSelector: {},
      serviceMonitorNamespaceSelector: {},
      podMonitorSelector: {},
      podMonitorNamespaceSelector: {},
      probeSelector: {},
      probeNamespaceSelector: {},
      scrapeConfigSelector: {},
      scrapeConfigNamespaceSelector: {},
      ruleSelector: {},
      ruleNamespaceSelector: {},
      alerting: {
        alertmanagers: [{ namespace: namespaceName, name: 'alertmanager', port: 'web', apiVersion: 'v2' }],
      },
      ...(p.remoteWrite.length > 0 ? { remoteWrite: p.remoteWrite.map(renderRemoteWrite) } : {}),
      storage: {
        volumeClaimTemplate: {
          spec: {
            storageClassName: p.storageClass ?? platform.storage?.block,
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: p.volumeSize } },
          },
        },
      },
      // A claim outlives a mistaken scale-down and the removal of the object.
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      priorityClassName: 'plinth-platform',
      nodeSelector: { 'kubernetes.io/os': 'linux' },
      topologySpreadConstraints: spread(platform, prometheusPods),
      resources: { requests: { cpu, memory }, limits: { memory: memoryLimit } },
      securityContext: podSecurity(1000, 2000, 2000),
    },
  });
}

function renderRemoteWrite(r: Config['prometheus']['remoteWrite'][number]): Record<string, unknown> {
  const key = (name: string) => ({ name: r.secret, key: name });
  return {
    url: r.url,
    ...(r.auth === 'basic' ? { basicAuth: { username: key('username'), password: key('password') } } : {}),
    ...(r.auth === 'bearer' ? { authorization: { type: 'Bearer', credentials: key('token') } } : {}),
  };
}

function service(chart: Chart): void {
  new k8s.KubeService(chart, 'prometheus-service', {
    metadata: { name, namespace: namespaceName, labels: labels(addonName, name) },
    spec: {
      selector: prometheusPods,
      // The replicas scrape on their own and differ by a sample: a session stays with one, so graphs do not jump.
      sessionAffinity: 'ClientIP',
      ports: [
        { name: 'web', port: 9090, targetPort: k8s.IntOrString.fromString('web') },
        { name: 'reloader-web', port: 8080, targetPort: k8s.IntOrString.fromString('reloader-web') },
      ],
    },
  });
}

function policies(chart: Chart, config: Config, platform: Platform): void {
  const grafana = { namespace: namespaceName, podLabels: grafanaPods };
  const outside = config.prometheus.remoteWrite.map((r) => portOf(r.url));
  allow(chart, {
    addon: addonName,
    namespace: namespaceName,
    name,
    pods: prometheusPods,
    from: [flow(grafana, 9090)],
    to: [
      toDns(),
      toApiServer(platform),
      flow({ namespace: namespaceName, podLabels: alertmanagerPods }, 9093),
      // Users' monitors name any port of any pod; what may be scraped is decided by the policies at the target.
      { peers: [{ namespaceSelector: {} }], ports: [] },
      toNodes(platform, ...nodePorts(config, platform)),
      ...(outside.length > 0 ? [toOutside(platform, ...new Set(outside))] : []),
    ],
  });
}

/** Kubelet, node-exporter, MetalLB's speakers and the exposed parts of the control plane listen on the nodes themselves. */
function nodePorts(config: Config, platform: Platform): number[] {
  const parts = { scheduler: 10259, 'controller-manager': 10257, etcd: 2381, 'kube-proxy': 10249 } as const;
  return [
    10250,
    config.nodeExporter.port,
    9120,
    ...platform.cluster.controlPlaneMetrics.map((part) => parts[part]),
  ];
}

function portOf(url: string): number {
  const parsed = new URL(url);
  return parsed.port ? Number(parsed.port) : parsed.protocol === 'https:' ? 443 : 80;
}
