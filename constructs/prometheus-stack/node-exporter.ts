// node-exporter: the hosts' own metrics. It has to see the host, so it lives in a namespace of its own.
import type { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { imageRef } from '../kit/image.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { scrape } from '../kit/scrape.js';
import { containerSecurity, httpProbe, podSecurity, resources, serviceAccount } from '../kit/workload.js';
import type { Config } from './config.js';
import { addonName, nodeExporterPods, nodeNamespace } from './names.js';
import { pins } from './pins.js';

const name = 'node-exporter';

export function buildNodeExporter(chart: Chart, config: Config, platform: Platform): void {
  serviceAccount(chart, addonName, nodeNamespace, name, platform);
  daemonSet(chart, config, platform);
  new k8s.KubeService(chart, 'node-exporter-service', {
    metadata: { name, namespace: nodeNamespace, labels: labels(addonName, name) },
    spec: {
      clusterIp: 'None',
      selector: nodeExporterPods,
      ports: [
        {
          name: 'metrics',
          port: config.nodeExporter.port,
          targetPort: k8s.IntOrString.fromString('metrics'),
        },
      ],
    },
  });
  // No policy for these pods: on the host's network none applies to them.
  scrape(chart, platform, {
    addon: addonName,
    namespace: nodeNamespace,
    name,
    service: nodeExporterPods,
    endpoints: [
      {
        port: 'metrics',
        // Dashboards and alerts speak of nodes, not of addresses.
        relabelings: [
          { action: 'replace', sourceLabels: ['__meta_kubernetes_pod_node_name'], targetLabel: 'instance' },
          { action: 'replace', sourceLabels: ['__meta_kubernetes_pod_node_name'], targetLabel: 'node' },
        ],
      },
    ],
  });
}

function daemonSet(chart: Chart, config: Config, platform: Platform): void {
  const { port } = config.nodeExporter;
  const { cpu, memory, memoryLimit } = config.nodeExporter.resources;
  new k8s.KubeDaemonSet(chart, 'node-exporter', {
    metadata: { name, namespace: nodeNamespace, labels: labels(addonName, name) },
    spec: {
      revisionHistoryLimit: 3,
      selector: { matchLabels: nodeExporterPods },
      updateStrategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxUnavailable: k8s.IntOrString.fromString('10%') },
      },
      template: {
        metadata: { labels: labels(addonName, name) },
        spec: {
          serviceAccountName: name,
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          priorityClassName: 'system-node-critical',
          // Network and process metrics are those of the namespaces that the exporter itself is in.
          hostNetwork: true,
          hostPid: true,
          securityContext: podSecurity(65534),
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          tolerations: [{ operator: 'Exists' }],
          containers: [
            {
              name,
              image: imageRef(pins.images.nodeExporter, platform),
              args: nodeExporterArgs(port),
              env: [{ name: 'HOST_IP', valueFrom: { fieldRef: { fieldPath: 'status.hostIP' } } }],
              ports: [{ name: 'metrics', containerPort: port, hostPort: port }],
              readinessProbe: httpProbe('/', 'metrics'),
              livenessProbe: httpProbe('/', 'metrics', { period: 30, failures: 5 }),
              resources: resources(cpu, memory, memoryLimit),
              securityContext: containerSecurity(),
              volumeMounts: [
                {
                  name: 'root',
                  mountPath: '/host/root',
                  readOnly: true,
                  mountPropagation: 'HostToContainer',
                },
                { name: 'sys', mountPath: '/host/sys', readOnly: true, mountPropagation: 'HostToContainer' },
              ],
            },
          ],
          volumes: [
            { name: 'root', hostPath: { path: '/' } },
            { name: 'sys', hostPath: { path: '/sys' } },
          ],
        },
      },
    },
  });
}

function nodeExporterArgs(port: number): string[] {
  const virtual = '^(veth.*|cali.*|cilium.*|lxc.*|flannel.*|cni.*|[a-f0-9]{15})$';
  return [
    // The node's address alone: not every interface of the host.
    `--web.listen-address=[$(HOST_IP)]:${port}`,
    '--path.procfs=/host/root/proc',
    '--path.sysfs=/host/sys',
    '--path.rootfs=/host/root',
    '--path.udev.data=/host/root/run/udev/data',
    '--no-collector.wifi',
    '--no-collector.hwmon',
    '--no-collector.btrfs',
    '--collector.filesystem.mount-points-exclude=^/(dev|proc|sys|run/k3s/containerd/.+|run/containerd/.+|var/lib/docker/.+|var/lib/containers/storage/.+|var/lib/kubelet/pods/.+)($|/)',
    `--collector.netclass.ignored-devices=${virtual}`,
    `--collector.netdev.device-exclude=${virtual}`,
  ];
}
