// Nodes and kubelets in trouble, and well.
import type { AlertTest, Series } from '../../../support/promtool.js';
import { at, labelled, wordsFor } from './series.js';

const ksm = wordsFor({ job: 'kube-state-metrics', node: 'n1' });
const kubelet = wordsFor({
  job: 'kubelet',
  metrics_path: '/metrics',
  node: 'n1',
  instance: '10.0.0.5:10250',
});
const second = wordsFor({ job: 'kubelet', metrics_path: '/metrics', node: 'n2', instance: '10.0.0.6:10250' });

const condition = (name: string, values: string) =>
  ksm.runs('kube_node_status_condition', values, { condition: name, status: 'true' });
const cordoned = (value: number) => ksm.stays('kube_node_spec_unschedulable', value);
const taint = (key: string) => ksm.stays('kube_node_spec_taint', 1, { key, effect: 'NoSchedule' });
const n1 = { node: 'n1' };

/** So many running pods on a node that may have a hundred. */
function pods(count: number): Series[] {
  const names = Array.from({ length: count }, (_, i) => ({ namespace: 'shop', pod: `web-${i}` }));
  return [
    ...names.map((pod) => ksm.stays('kube_pod_info', 1, pod)),
    ...names.map((pod) =>
      wordsFor({ job: 'kube-state-metrics' }).stays('kube_pod_status_phase', 1, { ...pod, phase: 'Running' }),
    ),
    ksm.stays('kube_node_status_allocatable', 100, { resource: 'pods' }),
  ];
}

function durations(name: string, fast: number, slow: number, bound: string, top: string): Series[] {
  const bucket = (le: string, step: number) => kubelet.grows(`${name}_bucket`, step, { le });
  return [bucket(bound, fast), bucket(top, fast + slow), bucket('+Inf', fast + slow)];
}

export const kubeletTests: readonly AlertTest[] = [
  {
    alert: 'KubeNodeNotReady',
    fires: [labelled(n1, at('15m', condition('Ready', '0x100'), cordoned(0)))],
    silent: [
      at('15m', condition('Ready', '1x100'), cordoned(0)),
      at('15m', condition('Ready', '0x100'), cordoned(1)),
      at('15m', condition('Ready', '1x8 0x3 1x100'), cordoned(0)),
    ],
  },
  {
    alert: 'KubeNodePressure',
    fires: [labelled({ ...n1, condition: 'DiskPressure' }, at('15m', condition('DiskPressure', '1x100')))],
    silent: [
      at('15m', condition('DiskPressure', '0x100')),
      at('15m', condition('Ready', '1x100')),
      at('15m', condition('DiskPressure', '1x100'), cordoned(1)),
    ],
  },
  {
    alert: 'KubeNodeUnreachable',
    fires: [labelled(n1, at('20m', taint('node.kubernetes.io/unreachable')))],
    silent: [
      at('20m', taint('node-role.kubernetes.io/control-plane')),
      at('20m', taint('node.kubernetes.io/unreachable'), taint('ToBeDeletedByClusterAutoscaler')),
    ],
  },
  {
    alert: 'KubeNodeReadinessFlapping',
    fires: [
      labelled(
        n1,
        at(
          '40m',
          condition(
            'Ready',
            '0 1 1 0 1 1 0 1 1 0 1 1 0 1 1 0 1 1 0 1 1 0 1 1 0 1 1 0 1 1 0 1 1 0 1 1 0 1 1 0 1 1',
          ),
          cordoned(0),
        ),
      ),
    ],
    silent: [
      at('40m', condition('Ready', '1x20 0x5 1x100'), cordoned(0)),
      at('40m', condition('Ready', '1x100'), cordoned(0)),
    ],
  },
  {
    alert: 'KubeletTooManyPods',
    fires: [labelled(n1, at('20m', ...pods(97)))],
    silent: [at('20m', ...pods(80))],
  },
  {
    alert: 'KubeNodeEviction',
    fires: [
      labelled(
        { ...n1, eviction_signal: 'memory.available' },
        at(
          '30m',
          kubelet.runs('kubelet_evictions', '2x24 3x100', { eviction_signal: 'memory.available' }),
          kubelet.stays('up', 1),
        ),
      ),
      // The first of all: the counter begins with it.
      at(
        '30m',
        kubelet.runs('kubelet_evictions', '_x25 1x100', { eviction_signal: 'nodefs.available' }),
        kubelet.stays('up', 1),
      ),
    ],
    silent: [
      at(
        '30m',
        kubelet.stays('kubelet_evictions', 2, { eviction_signal: 'memory.available' }),
        kubelet.stays('up', 1),
      ),
      // Prometheus has just begun to look; the evictions are old.
      at(
        '5m',
        kubelet.stays('kubelet_evictions', 2, { eviction_signal: 'memory.available' }),
        kubelet.stays('up', 1),
      ),
    ],
  },
  {
    alert: 'KubeletPlegDurationHigh',
    fires: [
      labelled(n1, at('20m', ...durations('kubelet_pleg_relist_duration_seconds', 10, 50, '1.0', '60.0'))),
    ],
    silent: [at('20m', ...durations('kubelet_pleg_relist_duration_seconds', 60, 0, '1.0', '60.0'))],
  },
  {
    alert: 'KubeletPodStartUpLatencyHigh',
    fires: [
      labelled(n1, at('30m', ...durations('kubelet_pod_worker_duration_seconds', 10, 50, '60.0', '300.0'))),
    ],
    silent: [
      at('30m', ...durations('kubelet_pod_worker_duration_seconds', 60, 0, '10.0', '300.0')),
      at('30m', ...durations('kubelet_pod_worker_duration_seconds', 0, 0, '10.0', '300.0')),
    ],
  },
  ...certificate('Client', 'client'),
  ...certificate('Server', 'server'),
  renewal(
    'KubeletClientCertificateRenewalErrors',
    'kubelet_certificate_manager_client_expiration_renew_errors',
  ),
  renewal('KubeletServerCertificateRenewalErrors', 'kubelet_server_expiration_renew_errors'),
  {
    alert: 'KubeletInstanceUnreachable',
    fires: [labelled(n1, at('20m', kubelet.stays('up', 0), second.stays('up', 1)))],
    silent: [
      at('20m', kubelet.stays('up', 1), second.stays('up', 1)),
      // cAdvisor alone is slow: TargetDown tells of that.
      at('20m', kubelet.stays('up', 1), kubelet.stays('up', 0, { metrics_path: '/metrics/cadvisor' })),
    ],
  },
  {
    alert: 'KubeletDown',
    fires: [at('15m'), at('15m', kubelet.stays('up', 0))],
    silent: [at('15m', kubelet.stays('up', 0), second.stays('up', 1))],
  },
];

function certificate(which: string, metric: string): readonly AlertTest[] {
  const alert = `Kubelet${which}CertificateExpiration`;
  const left = (days: number) =>
    kubelet.stays(`kubelet_certificate_manager_${metric}_ttl_seconds`, days * 86400);
  const none = kubelet.runs(`kubelet_certificate_manager_${metric}_ttl_seconds`, 'Inf '.repeat(30).trim());
  return [
    {
      alert,
      severity: 'warning',
      fires: [labelled(n1, at('20m', left(6)))],
      silent: [at('20m', left(8)), at('20m', none)],
    },
    {
      alert,
      severity: 'critical',
      fires: [labelled(n1, at('20m', left(0.5))), at('20m', left(-1))],
      silent: [at('20m', left(6)), at('20m', none)],
    },
  ];
}

function renewal(alert: string, metric: string): AlertTest {
  return {
    alert,
    fires: [labelled(n1, at('40m', kubelet.grows(metric, 1)))],
    silent: [at('40m', kubelet.stays(metric, 3)), at('40m', kubelet.runs(metric, '0x5 1x100'))],
  };
}
