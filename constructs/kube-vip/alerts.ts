// Alerts on kube-vip. Both parts of the addresses of Services: who announces them, and who hands them out.
import type { RuleGroup } from '../kit/alerts.js';

const job = 'job="kube-vip"';

export const alerts: readonly RuleGroup[] = [
  {
    name: 'kube-vip',
    rules: [
      {
        alert: 'KubeVipDown',
        expr: `absent(up{${job}} == 1)`,
        for: '5m',
        severity: 'critical',
        summary: 'No kube-vip runs: addresses of load balancers are not announced',
        description:
          'Services of type LoadBalancer, the ingress among them, are not reached from outside once neighbours forget the address.',
        runbook: `
1. \`kubectl -n kube-vip get pods,events -o wide\` and \`kubectl -n kube-vip logs ds/kube-vip --prefix\`.
2. "checking interface" or "detecting interface": the interface in the profile is not on that node, or it has no default route.
3. No pods: nodes are tainted, or services.nodeSelector in the profile fits none.
4. Pods that are well: Prometheus does not reach TCP port 2112 of the nodes.`,
      },
      {
        alert: 'KubeVipNodeDown',
        expr: `up{${job}} == 0`,
        for: '15m',
        severity: 'warning',
        summary: 'kube-vip on {{ $labels.node }} does not answer',
        description: 'The node cannot take over addresses when the one that has them fails.',
        runbook:
          '`kubectl -n kube-vip get pods -o wide --field-selector spec.nodeName=NODE` and the log of that pod. A pod that never becomes ready has no metrics: port 2112 or 2114 of the node is taken by another program (`ss -ltnp`).',
      },
      {
        alert: 'KubeVipTwoLeaders',
        expr: `count by (lease_name) (kube_vip_is_leader{${job}} == 1) > 1`,
        for: '5m',
        severity: 'critical',
        summary: '{{ $value }} nodes hold the lease {{ $labels.lease_name }} at once',
        description:
          'They announce the same addresses: connections break at random, as neighbours believe the one or the other.',
        runbook: `
A node that lost the API server must step down, and this one has not. \`sum by (node) (kube_vip_is_leader{job="kube-vip"})\` in Prometheus names the nodes; \`kubectl -n kube-vip get lease plndr-svcs-lock -o yaml\` names the right one. Delete the pod of kube-vip on the others; if an address stays there (\`ip addr\`), take it off with \`ip addr del\`.`,
      },
      {
        alert: 'KubeVipLeaderChanges',
        expr: `sum by (lease_name) (increase(kube_vip_leader_election_transitions_total{${job}}[1h])) > 5`,
        for: '10m',
        severity: 'warning',
        summary:
          'Addresses of lease {{ $labels.lease_name }} moved {{ $value | printf "%.0f" }} times within an hour',
        description: 'Each move breaks connections that are open.',
        runbook:
          'The leader loses its lease: the API server answers too slowly (latency, etcd), the network between node and API server drops, or the pod is killed (`kubectl -n kube-vip get pods`: restarts, OOMKilled). A longer `lease` in the profile bears it at the price of a slower take-over.',
      },
      {
        alert: 'KubeVipReconcileErrors',
        expr: `sum by (namespace, name, reason) (increase(kube_vip_service_reconcile_errors_total{${job}}[15m])) > 0`,
        for: '15m',
        severity: 'warning',
        summary:
          'kube-vip cannot announce Service {{ $labels.namespace }}/{{ $labels.name }}: {{ $labels.reason }}',
        description: 'Its address is not, or no longer, on any node.',
        runbook:
          '`kubectl -n kube-vip logs ds/kube-vip --prefix | grep SERVICE` has the error. invalid_config: the annotation kube-vip.io/loadbalancerIPs holds no address. new_instance: the interface is missing, or the address is on another host already.',
      },
      {
        alert: 'KubeVipCloudProviderDown',
        expr: `
kube_deployment_status_replicas_available{job="kube-state-metrics", namespace="kube-vip-ipam", deployment="kube-vip-cloud-provider"} == 0`,
        for: '15m',
        severity: 'warning',
        summary: 'Nobody hands out addresses to new load balancers',
        description: 'New Services of type LoadBalancer stay pending. Those that have an address keep it.',
        runbook:
          '`kubectl -n kube-vip-ipam get pods,events` and `kubectl -n kube-vip-ipam logs deploy/kube-vip-cloud-provider`. A pool that is used up shows as an event of the Service instead, not as this alert.',
      },
    ],
  },
];
