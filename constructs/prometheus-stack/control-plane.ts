// Monitors of Kubernetes itself: kubelet and API server everywhere, the rest only where the profile says it is exposed.
import type { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import type { ControlPlanePart } from '../kit/cluster.js';
import { customResource } from '../kit/custom-resource.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { hasCoreDns } from './enabled-rules.js';
import { addonName, namespaceName } from './names.js';

type Endpoint = Readonly<Record<string, unknown>>;

interface Monitor {
  readonly name: string;
  /** Value of the label `job`. */
  readonly job: string;
  readonly namespace: string;
  readonly selector: Readonly<Record<string, string>>;
  readonly endpoints: readonly Endpoint[];
}

const token = '/var/run/secrets/kubernetes.io/serviceaccount/token';
const ca = '/var/run/secrets/kubernetes.io/serviceaccount/ca.crt';

export function buildControlPlaneMonitors(chart: Chart, platform: Platform): void {
  monitor(chart, platform, apiServer);
  monitor(chart, platform, kubelet);
  if (hasCoreDns(platform)) monitor(chart, platform, coreDns);
  for (const part of platform.cluster.controlPlaneMetrics) {
    service(chart, part);
    monitor(chart, platform, parts[part]);
  }
}

const apiServer: Monitor = {
  name: 'apiserver',
  job: 'apiserver',
  namespace: 'default',
  selector: { component: 'apiserver', provider: 'kubernetes' },
  endpoints: [
    {
      port: 'https',
      scheme: 'https',
      bearerTokenFile: token,
      tlsConfig: { caFile: ca, serverName: 'kubernetes' },
      metricRelabelings: [
        // Every bucket of these is tens of thousands of series on a busy cluster; alerts and dashboards read the few.
        drop(
          '(apiserver_request_duration_seconds|etcd_request_duration_seconds|apiserver_response_sizes|apiserver_watch_events_sizes|apiserver_request_body_size_bytes)_bucket',
        ),
        dropBuckets(
          'apiserver_request_sli_duration_seconds_bucket',
          '((0.05|0.1|0.2|0.4|0.6|1|2|5|30|60)(\\.0)?|\\+Inf)',
        ),
      ].flat(),
    },
  ],
};

const kubeletEndpoint = (path: string, metricRelabelings: readonly Endpoint[] = []): Endpoint => ({
  port: 'https-metrics',
  scheme: 'https',
  path,
  honorLabels: true,
  ...(path === '/metrics/cadvisor' ? { honorTimestamps: false } : {}),
  bearerTokenFile: token,
  // Kubelets sign their own serving certificates unless serverTLSBootstrap is on and its requests are approved.
  tlsConfig: { insecureSkipVerify: true },
  // The operator sets the label `node` by itself, from what the EndpointSlice says of the address.
  relabelings: [{ action: 'replace', sourceLabels: ['__metrics_path__'], targetLabel: 'metrics_path' }],
  ...(metricRelabelings.length > 0 ? { metricRelabelings } : {}),
});

const kubelet: Monitor = {
  name: 'kubelet',
  job: 'kubelet',
  namespace: 'kube-system',
  selector: { 'app.kubernetes.io/name': 'kubelet' },
  endpoints: [
    kubeletEndpoint('/metrics'),
    kubeletEndpoint('/metrics/cadvisor', [
      drop(
        'container_(network_tcp_usage_total|network_udp_usage_total|tasks_state|cpu_load_average_10s|memory_failures_total|blkio_device_usage_total|file_descriptors|sockets|threads_max|ulimits_soft)',
      ),
      // Series of cgroups above the pods: sums of what the pods already say.
      {
        action: 'drop',
        sourceLabels: ['__name__', 'pod', 'namespace'],
        regex: '(container_spec_.*|container_fs_.*|container_memory_.*|container_cpu_.*);;',
      },
    ]),
    kubeletEndpoint('/metrics/probes'),
  ],
};

const coreDns: Monitor = {
  name: 'coredns',
  job: 'coredns',
  namespace: 'kube-system',
  selector: { 'k8s-app': 'kube-dns' },
  endpoints: [{ port: 'metrics' }],
};

const secure = {
  port: 'https-metrics',
  scheme: 'https',
  bearerTokenFile: token,
  tlsConfig: { insecureSkipVerify: true },
};

const parts: Readonly<
  Record<
    ControlPlanePart,
    Monitor & { readonly pods: Readonly<Record<string, string>>; readonly port: number }
  >
> = {
  etcd: part('etcd', 'etcd', { component: 'etcd' }, 2381, { port: 'http-metrics' }),
  scheduler: part('kube-scheduler', 'kube-scheduler', { component: 'kube-scheduler' }, 10259, secure),
  'controller-manager': part(
    'kube-controller-manager',
    'kube-controller-manager',
    { component: 'kube-controller-manager' },
    10257,
    secure,
  ),
  'kube-proxy': part('kube-proxy', 'kube-proxy', { 'k8s-app': 'kube-proxy' }, 10249, {
    port: 'http-metrics',
  }),
};

function part(
  name: string,
  job: string,
  pods: Readonly<Record<string, string>>,
  port: number,
  endpoint: Endpoint,
) {
  return {
    name,
    job,
    namespace: 'kube-system',
    selector: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': addonName },
    endpoints: [endpoint],
    pods,
    port,
  };
}

/** A headless Service over the static pods: without one there is nothing to discover. */
function service(chart: Chart, which: ControlPlanePart): void {
  const { name, pods, port, endpoints } = parts[which];
  new k8s.KubeService(chart, `service-${name}`, {
    metadata: { name: `plinth-${name}`, namespace: 'kube-system', labels: labels(addonName, name) },
    spec: {
      clusterIp: 'None',
      selector: pods,
      ports: [{ name: String(endpoints[0]?.['port']), port, targetPort: k8s.IntOrString.fromNumber(port) }],
    },
  });
}

function monitor(chart: Chart, platform: Platform, m: Monitor): void {
  const job = { action: 'replace', targetLabel: 'job', replacement: m.job };
  customResource(chart, {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: {
      name: m.name,
      namespace: namespaceName,
      labels: { ...labels(addonName, m.name), ...platform.monitoring?.objectLabels },
    },
    spec: {
      selector: { matchLabels: m.selector },
      namespaceSelector: { matchNames: [m.namespace] },
      endpoints: m.endpoints.map((e) => ({
        ...e,
        relabelings: [job, ...((e['relabelings'] as Endpoint[]) ?? [])],
      })),
    },
  });
}

function drop(regex: string): Endpoint {
  return { action: 'drop', sourceLabels: ['__name__'], regex };
}

/** Keeps the buckets of a histogram whose upper bound matches, and drops the others. Prometheus 3 writes 1 as 1.0. */
function dropBuckets(metric: string, keep: string): Endpoint[] {
  return [
    {
      action: 'replace',
      sourceLabels: ['__name__', 'le'],
      regex: `${metric};${keep}`,
      targetLabel: '__tmp_keep',
      replacement: 'yes',
    },
    { action: 'drop', sourceLabels: ['__name__', '__tmp_keep'], regex: `${metric};` },
    { action: 'labeldrop', regex: '__tmp_keep' },
  ];
}
