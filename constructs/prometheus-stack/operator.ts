// prometheus-operator: turns Prometheus, Alertmanager, ServiceMonitor and PrometheusRule objects into pods and configuration.
import type { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { allow, toApiServer, toDns } from '../kit/allow.js';
import { imageRef } from '../kit/image.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
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
import { addonName, namespaceName, operatorPods } from './names.js';
import { grantOperator } from './operator-rbac.js';
import { pins } from './pins.js';

const name = 'prometheus-operator';

export function buildOperator(chart: Chart, config: Config, platform: Platform): void {
  serviceAccount(chart, addonName, namespaceName, name, platform);
  grantOperator(chart);
  deployment(chart, config, platform);
  new k8s.KubeService(chart, 'operator-service', {
    metadata: { name, namespace: namespaceName, labels: labels(addonName, name) },
    spec: {
      clusterIp: 'None',
      selector: operatorPods,
      ports: [{ name: 'http', port: 8080, targetPort: k8s.IntOrString.fromString('http') }],
    },
  });
  scrape(chart, platform, {
    addon: addonName,
    namespace: namespaceName,
    name,
    service: operatorPods,
    endpoints: [{ port: 'http', honorLabels: true }],
    pods: { labels: operatorPods, ports: [8080] },
  });
  allow(chart, {
    addon: addonName,
    namespace: namespaceName,
    name,
    pods: operatorPods,
    from: [],
    to: [toDns(), toApiServer(platform)],
  });
}

// One replica: the operator has no leader election. While it is away nothing that runs is touched.
function deployment(chart: Chart, config: Config, platform: Platform): void {
  const { cpu, memory, memoryLimit } = config.operator.resources;
  new k8s.KubeDeployment(chart, 'operator', {
    metadata: { name, namespace: namespaceName, labels: labels(addonName, name) },
    spec: {
      replicas: 1,
      revisionHistoryLimit: 3,
      selector: { matchLabels: operatorPods },
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
              image: imageRef(pins.images.operator, platform),
              args: operatorArgs(platform),
              env: [{ name: 'GOGC', value: '30' }],
              ports: [{ name: 'http', containerPort: 8080 }],
              readinessProbe: httpProbe('/healthz', 'http'),
              livenessProbe: httpProbe('/healthz', 'http', { period: 30, failures: 5 }),
              resources: resources(cpu, memory, memoryLimit),
              securityContext: containerSecurity(),
            },
          ],
        },
      },
    },
  });
}

/** Instances live in one namespace, so that is where the operator may write. It reads monitors and rules everywhere. */
export function operatorArgs(platform: Platform): string[] {
  return [
    '--kubelet-service=kube-system/kubelet',
    // EndpointSlices alone: the Endpoints API is deprecated since Kubernetes 1.33.
    '--kubelet-endpoints=false',
    '--kubelet-endpointslice=true',
    // Port 10255 is the kubelet's unauthenticated one, which kubeadm and the managed offerings switch off.
    '--kubelet-http-metrics=false',
    `--prometheus-instance-namespaces=${namespaceName}`,
    `--alertmanager-instance-namespaces=${namespaceName}`,
    `--thanos-ruler-instance-namespaces=${namespaceName}`,
    `--prometheus-config-reloader=${imageRef(pins.images.configReloader, platform)}`,
    '--config-reloader-cpu-request=10m',
    '--config-reloader-cpu-limit=0',
    '--config-reloader-memory-request=50Mi',
    '--config-reloader-memory-limit=50Mi',
    '--enable-config-reloader-probes=true',
    '--disable-unmanaged-prometheus-configuration=true',
    '--watch-referenced-objects-in-all-namespaces=true',
  ];
}
