// What the tests of CSI drivers share: series for the alerts that all of them have, and a platform with snapshots.
import { expect } from 'vitest';
import type { RuleGroup } from '../../constructs/kit/alerts.js';
import type { CsiDriver } from '../../constructs/kit/csi.js';
import type { Platform } from '../../constructs/kit/platform.js';
import { fullPlatform } from './platform.js';
import { metricsOf } from './promql.js';
import type { AlertTest } from './promtool.js';

export const snapshotPlatform: Platform = {
  ...fullPlatform,
  snapshots: { apiVersion: 'snapshot.storage.k8s.io/v1' },
};

export function csiAlertTests(driver: CsiDriver, prefix: string, sidecarMetrics: boolean): AlertTest[] {
  const { controller, node } = driver;
  const available = (value: number) => ({
    series: `kube_deployment_status_replicas_available{job="kube-state-metrics", namespace="${controller.namespace}", deployment="${controller.name}"}`,
    values: `${value}x60`,
  });
  const unavailable = (value: number) => ({
    series: `kube_daemonset_status_number_unavailable{job="kube-state-metrics", namespace="${node.namespace}", daemonset="${node.name}"}`,
    values: `${value}x60`,
  });
  const calls = (code: string, values: string, method = '/csi.v1.Controller/CreateVolume') => ({
    series: `csi_sidecar_operations_seconds_count{job="${controller.name}", driver_name="${driver.driver}", method_name="${method}", grpc_status_code="${code}"}`,
    values,
  });
  return [
    {
      alert: `${prefix}ControllerDown`,
      fires: [{ series: [available(0)], at: '20m' }],
      silent: [{ series: [available(1)], at: '20m' }],
    },
    {
      alert: `${prefix}NodePluginDown`,
      fires: [{ series: [unavailable(2)], at: '20m' }],
      silent: [{ series: [unavailable(0)], at: '20m' }],
    },
    ...(sidecarMetrics
      ? [
          {
            alert: `${prefix}OperationsFailing`,
            fires: [
              { series: [calls('ResourceExhausted', '0+1x60')], at: '40m' },
              // Another method that works does not excuse this one.
              {
                series: [
                  calls('Internal', '0+1x60'),
                  calls('OK', '0+1x60', '/csi.v1.Controller/ControllerPublishVolume'),
                ],
                at: '40m',
                labels: { method_name: '/csi.v1.Controller/CreateVolume' },
              },
            ],
            silent: [
              { series: [calls('OK', '0+1x60')], at: '40m' },
              { series: [calls('Unavailable', '0+1x60'), calls('OK', '0+1x60')], at: '40m' },
              { series: [calls('Aborted', '0+1x60')], at: '40m' },
              // Failed once, long ago.
              { series: [calls('Internal', '0 1x60')], at: '40m' },
            ],
          },
        ]
      : []),
  ];
}

/** Alerts and panels read nothing but these. */
export function expectMetrics(
  metrics: readonly string[],
  groups: readonly RuleGroup[],
  dashboard: unknown,
): void {
  for (const rule of groups.flatMap((group) => group.rules)) {
    expect(metrics, rule.expr).toEqual(expect.arrayContaining([...metricsOf(rule.expr)]));
  }
  JSON.stringify(dashboard, (key, value) => {
    if (key === 'expr') {
      const read = metricsOf(value.replaceAll('$__rate_interval', '5m'));
      expect(metrics, value).toEqual(expect.arrayContaining([...read]));
    }
    return value;
  });
}
