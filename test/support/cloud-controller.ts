// Cases for the alerts that all cloud controller managers share.
import type { AlertTest } from './promtool.js';

export function cloudControllerAlertTests(prefix: string, name: string): readonly AlertTest[] {
  const up = (value: number) => ({ series: `up{job="${name}", node="a"}`, values: `${value}x60` });
  const taint = (node: string, key: string, values: string) => ({
    series: `kube_node_spec_taint{node="${node}", key="${key}", effect="NoSchedule"}`,
    values,
  });
  const service = (type: string) => ({
    series: `kube_service_spec_type{namespace="shop", service="web", type="${type}"}`,
    values: '1x60',
  });
  const address = {
    series: 'kube_service_status_load_balancer_ingress{namespace="shop", service="web", ip="192.0.2.1"}',
    values: '1x60',
  };
  const uninitialized = 'node.cloudprovider.kubernetes.io/uninitialized';
  return [
    {
      alert: `${prefix}CloudControllerDown`,
      fires: [
        { series: [up(0)], at: '30m' },
        { series: [{ series: 'up{job="other"}', values: '1x60' }], at: '30m' },
      ],
      silent: [{ series: [up(1)], at: '30m' }],
    },
    {
      alert: `${prefix}NodeUninitialized`,
      fires: [{ series: [taint('a', uninitialized, '1x60')], at: '30m', labels: { node: 'a' } }],
      silent: [
        { series: [taint('a', 'node-role.kubernetes.io/control-plane', '1x60')], at: '30m' },
        // Initialised after five minutes.
        { series: [taint('a', uninitialized, '1x5 _x55')], at: '30m' },
      ],
    },
    {
      alert: `${prefix}LoadBalancerPending`,
      fires: [
        { series: [service('LoadBalancer')], at: '40m', labels: { namespace: 'shop', service: 'web' } },
      ],
      silent: [
        { series: [service('LoadBalancer'), address], at: '40m' },
        { series: [service('ClusterIP')], at: '40m' },
      ],
    },
  ];
}
