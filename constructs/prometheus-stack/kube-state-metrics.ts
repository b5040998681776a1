// kube-state-metrics: the state of Kubernetes objects as metrics. It may list everything but Secrets.
import type { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { allow, toApiServer, toDns } from '../kit/allow.js';
import { imageRef } from '../kit/image.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { clusterGrant } from '../kit/rbac.js';
import { scrape } from '../kit/scrape.js';
import {
  containerSecurity,
  httpProbe,
  podSecurity,
  resources,
  serviceAccount,
  surge,
} from '../kit/workload.js';
import type { Config } from './config.js';
import { addonName, namespaceName, stateMetricsPods } from './names.js';
import { pins } from './pins.js';

const name = 'kube-state-metrics';

/** API groups and the resources in them that are listed and watched. Secrets are left out: their names are nobody's business. */
const watched: readonly (readonly [group: string, resources: readonly string[]])[] = [
  [
    '',
    [
      'configmaps',
      'endpoints',
      'limitranges',
      'namespaces',
      'nodes',
      'persistentvolumeclaims',
      'persistentvolumes',
      'pods',
      'replicationcontrollers',
      'resourcequotas',
      'serviceaccounts',
      'services',
    ],
  ],
  ['admissionregistration.k8s.io', ['mutatingwebhookconfigurations', 'validatingwebhookconfigurations']],
  ['apps', ['daemonsets', 'deployments', 'replicasets', 'statefulsets']],
  ['autoscaling', ['horizontalpodautoscalers']],
  ['batch', ['cronjobs', 'jobs']],
  ['certificates.k8s.io', ['certificatesigningrequests']],
  ['coordination.k8s.io', ['leases']],
  ['discovery.k8s.io', ['endpointslices']],
  ['networking.k8s.io', ['ingresses', 'ingressclasses', 'networkpolicies']],
  ['policy', ['poddisruptionbudgets']],
  ['storage.k8s.io', ['storageclasses', 'volumeattachments']],
];

export function buildKubeStateMetrics(chart: Chart, config: Config, platform: Platform): void {
  serviceAccount(chart, addonName, namespaceName, name, platform);
  clusterGrant(chart, {
    addon: addonName,
    name: 'plinth-kube-state-metrics',
    serviceAccount: { namespace: namespaceName, name },
    rules: watched.map(([group, list]) => ({
      apiGroups: [group],
      resources: [...list],
      verbs: ['list', 'watch'],
    })),
  });
  deployment(chart, config, platform);
  new k8s.KubeService(chart, 'state-metrics-service', {
    metadata: { name, namespace: namespaceName, labels: labels(addonName, name) },
    spec: {
      clusterIp: 'None',
      selector: stateMetricsPods,
      ports: [
        { name: 'http-metrics', port: 8080, targetPort: k8s.IntOrString.fromString('http-metrics') },
        { name: 'telemetry', port: 8081, targetPort: k8s.IntOrString.fromString('telemetry') },
      ],
    },
  });
  scrape(chart, platform, {
    addon: addonName,
    namespace: namespaceName,
    name,
    service: stateMetricsPods,
    endpoints: [
      {
        port: 'http-metrics',
        honorLabels: true,
        // The exporter's own pod and namespace would stand in for those of the objects that it describes.
        relabelings: [{ action: 'labeldrop', regex: '(pod|service|endpoint|namespace|container)' }],
      },
      { port: 'telemetry' },
    ],
    pods: { labels: stateMetricsPods, ports: [8080, 8081] },
  });
  allow(chart, {
    addon: addonName,
    namespace: namespaceName,
    name,
    pods: stateMetricsPods,
    from: [],
    to: [toDns(), toApiServer(platform)],
  });
}

// One replica: a second one would double every series. A restart costs one scrape.
function deployment(chart: Chart, config: Config, platform: Platform): void {
  const { cpu, memory, memoryLimit } = config.kubeStateMetrics.resources;
  const labelList = config.kubeStateMetrics.labels;
  new k8s.KubeDeployment(chart, 'state-metrics', {
    metadata: { name, namespace: namespaceName, labels: labels(addonName, name) },
    spec: {
      replicas: 1,
      revisionHistoryLimit: 3,
      selector: { matchLabels: stateMetricsPods },
      strategy: surge(),
      template: {
        metadata: { labels: labels(addonName, name) },
        spec: {
          serviceAccountName: name,
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          priorityClassName: 'plinth-platform',
          securityContext: podSecurity(65534),
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          containers: [
            {
              name,
              image: imageRef(pins.images.kubeStateMetrics, platform),
              args: [
                `--resources=${watched
                  .flatMap(([, list]) => list)
                  .sort()
                  .join(',')}`,
                ...(labelList.length > 0 ? [`--metric-labels-allowlist=${labelList.join(',')}`] : []),
                '--auto-gomemlimit',
              ],
              ports: [
                { name: 'http-metrics', containerPort: 8080 },
                { name: 'telemetry', containerPort: 8081 },
              ],
              readinessProbe: httpProbe('/readyz', 'telemetry'),
              livenessProbe: httpProbe('/livez', 'http-metrics', { period: 20 }),
              resources: resources(cpu, memory, memoryLimit),
              securityContext: containerSecurity(),
            },
          ],
        },
      },
    },
  });
}
