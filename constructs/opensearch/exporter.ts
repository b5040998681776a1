// Metrics: OpenSearch has no Prometheus endpoint of its own; elasticsearch_exporter supports OpenSearch by name.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { imageRef } from '../kit/image.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { scrape } from '../kit/scrape.js';
import { containerSecurity, httpProbe, podSecurity, serviceAccount } from '../kit/workload.js';
import { compute } from './compute.js';
import type { Config } from './config.js';
import {
  addonName,
  exporterLabels,
  exporterName,
  httpTlsSecret,
  namespaceName,
  serviceUrl,
  users,
} from './names.js';
import { pins } from './pins.js';

const port = 9114;
const podLabels = labels(addonName, exporterName);

export function exporter(scope: Construct, config: Config, platform: Platform): void {
  if (!config.exporter.enabled) return;
  serviceAccount(scope, addonName, namespaceName, exporterName, platform);
  new k8s.KubeService(scope, 'exporter-service', {
    metadata: { name: exporterName, namespace: namespaceName, labels: podLabels },
    spec: {
      type: 'ClusterIP',
      selector: exporterLabels,
      ports: [
        { name: 'metrics', port, targetPort: k8s.IntOrString.fromString('metrics'), appProtocol: 'http' },
      ],
    },
  });
  new k8s.KubeDeployment(scope, 'exporter', {
    metadata: { name: exporterName, namespace: namespaceName, labels: podLabels },
    spec: {
      // A second one would query every node's statistics twice and count everything double.
      replicas: 1,
      revisionHistoryLimit: 3,
      strategy: { type: 'Recreate' },
      selector: { matchLabels: exporterLabels },
      template: { metadata: { labels: podLabels }, spec: podSpec(config, platform) },
    },
  });
  scrape(scope, platform, {
    addon: addonName,
    namespace: namespaceName,
    name: exporterName,
    service: exporterLabels,
    // Each scrape asks all nodes for their statistics.
    endpoints: [{ port: 'metrics', interval: '60s', scrapeTimeout: '30s', metricRelabelings: relabelings }],
    pods: { labels: exporterLabels, ports: [port] },
  });
}

/** Series about single indices that rules and dashboards use; the other hundred families a day and index are dropped. */
const perIndex = [
  'indices_docs_primary',
  'indices_store_size_bytes_total',
  'indices_settings_creation_timestamp_seconds',
];

const relabelings = [
  {
    sourceLabels: ['__name__', 'index'],
    regex: `elasticsearch_(${perIndex.join('|')});.+`,
    targetLabel: '__tmp_keep',
    replacement: 'yes',
  },
  { sourceLabels: ['index', '__tmp_keep'], regex: '.+;', action: 'drop' },
  // `cluster` is the OpenSearch cluster's name: it would stand in the way of the Kubernetes cluster's on alerts.
  { regex: '__tmp_keep|cluster', action: 'labeldrop' },
];

function podSpec(config: Config, platform: Platform): k8s.PodSpec {
  const { cpu, memory, memoryLimit } = config.exporter.resources;
  const secret = users.exporter.secret;
  return {
    serviceAccountName: exporterName,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    priorityClassName: 'plinth-platform',
    // The image's user is `nobody`.
    securityContext: podSecurity(65534),
    terminationGracePeriodSeconds: 10,
    containers: [
      {
        name: 'exporter',
        image: imageRef(pins.images.exporter, platform),
        args: [
          `--es.uri=${serviceUrl}`,
          '--es.ca=/tls/ca.crt',
          '--es.all',
          '--es.indices',
          '--es.indices_settings',
          '--no-es.aliases',
          '--collector.clustersettings',
          '--es.timeout=25s',
        ],
        env: [
          { name: 'ES_USERNAME', valueFrom: { secretKeyRef: { name: secret, key: 'username' } } },
          { name: 'ES_PASSWORD', valueFrom: { secretKeyRef: { name: secret, key: 'password' } } },
        ],
        ports: [{ name: 'metrics', containerPort: port }],
        resources: compute(cpu, memory, memoryLimit, '64Mi'),
        // Both look at the exporter alone: OpenSearch's health is what the metrics say.
        readinessProbe: httpProbe('/healthz', 'metrics'),
        livenessProbe: {
          tcpSocket: { port: k8s.IntOrString.fromString('metrics') },
          periodSeconds: 20,
          timeoutSeconds: 5,
          failureThreshold: 6,
        },
        securityContext: containerSecurity(),
        volumeMounts: [{ name: 'ca', mountPath: '/tls', readOnly: true }],
      },
    ],
    volumes: [
      { name: 'ca', secret: { secretName: httpTlsSecret, items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    ],
  };
}
