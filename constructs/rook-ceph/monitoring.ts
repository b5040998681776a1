// Metrics of the cluster by the active manager, of daemons by an exporter on each node, of the CSI drivers, and of Rook.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { scrape } from '../kit/scrape.js';
import type { Config } from './config.js';
import { drivers } from './csi-drivers.js';
import {
  addonName,
  csiName,
  csiPods,
  type Driver,
  daemonPods,
  namespaceName,
  operatorName,
  operatorPods,
  type Part,
  ports,
} from './names.js';

export function monitoring(scope: Construct, config: Config, platform: Platform): void {
  if (!platform.monitoring) return;
  cephMetrics(scope, platform);
  operatorMetrics(scope, platform);
  for (const driver of drivers(config)) {
    csiMetrics(scope, driver, 'ctrlplugin', platform);
    csiMetrics(scope, driver, 'nodeplugin', platform);
  }
}

/** Rook makes these Services; `job` is rook-ceph-mgr and rook-ceph-exporter. */
function cephMetrics(scope: Construct, platform: Platform): void {
  for (const [daemon, port, containerPort] of [
    ['mgr', 'http-metrics', ports.mgrMetrics],
    ['exporter', 'ceph-exporter-http-metrics', ports.exporterMetrics],
  ] as const) {
    scrape(scope, platform, {
      addon: addonName,
      namespace: namespaceName,
      name: `rook-ceph-${daemon}`,
      service: daemonPods(daemon),
      jobLabel: 'app',
      // `instance` of some of Ceph's metrics is the host of a daemon.
      endpoints: [{ port, honorLabels: true, interval: '15s' }],
      pods: { labels: daemonPods(daemon), ports: [containerPort] },
    });
  }
}

function operatorMetrics(scope: Construct, platform: Platform): void {
  metricsService(scope, operatorName, operatorPods, ports.operatorMetrics);
  scrape(scope, platform, {
    addon: addonName,
    namespace: namespaceName,
    name: operatorName,
    service: { ...operatorPods, 'app.kubernetes.io/component': 'metrics' },
    endpoints: [{ port: 'http-metrics' }],
    pods: { labels: operatorPods, ports: [ports.operatorMetrics] },
  });
}

/** The Services that the CSI operator makes select nothing (v1.0.4:internal/controller/driver_controller.go). */
function csiMetrics(scope: Construct, driver: Driver, part: Part, platform: Platform): void {
  const name = csiName(driver, part);
  const selector = csiPods(driver, part);
  const port = ports.csiMetrics[driver];
  metricsService(scope, name, selector, port);
  scrape(scope, platform, {
    addon: addonName,
    namespace: namespaceName,
    name,
    service: { ...selector, 'app.kubernetes.io/component': 'metrics' },
    endpoints: [
      {
        port: 'http-metrics',
        relabelings: [{ sourceLabels: ['__meta_kubernetes_pod_node_name'], targetLabel: 'node' }],
      },
    ],
    ...(part === 'ctrlplugin' ? { pods: { labels: selector, ports: [port] } } : {}),
  });
}

function metricsService(
  scope: Construct,
  name: string,
  selector: Readonly<Record<string, string>>,
  port: number,
): void {
  new k8s.KubeService(scope, `metrics-${name}`, {
    metadata: {
      name: `${name}-metrics`,
      namespace: namespaceName,
      labels: labels(addonName, name, 'metrics'),
    },
    spec: {
      clusterIp: 'None',
      ports: [
        {
          name: 'http-metrics',
          port,
          targetPort: k8s.IntOrString.fromNumber(port),
          protocol: 'TCP',
        },
      ],
      selector,
    },
  });
}
