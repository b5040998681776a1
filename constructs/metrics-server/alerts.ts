// Alerts on metrics-server. That the API server reaches it is watched by KubeAggregatedAPIDown of the presets.
import type { RuleGroup } from '../kit/alerts.js';
import type { Config } from './config.js';

export function alerts(config: Config): readonly RuleGroup[] {
  return [
    {
      name: 'metrics-server',
      rules: [
        {
          alert: 'MetricsServerDown',
          expr: 'absent(up{job="metrics-server"} == 1)',
          for: '10m',
          severity: 'warning',
          summary: 'metrics-server does not run',
          description:
            'No replica answers. HorizontalPodAutoscalers on CPU and memory keep the replicas that they have, whatever the load, and `kubectl top` fails.',
          runbook: `
1. \`kubectl -n metrics-server get pods,events\` and \`kubectl -n metrics-server logs deploy/metrics-server\`.
2. Pods that run and never become ready cannot read any kubelet: "x509: certificate signed by unknown authority" or "cannot validate certificate ... doesn't contain any IP SANs" means that kubelets sign their own certificates. Turn serverTLSBootstrap on and approve the requests (\`kubectl get csr\`), or set \`kubeletInsecureTls\`.
3. Pods that wait in ContainerCreating for Secret metrics-server-serving: cert-manager has not issued it, see \`kubectl -n metrics-server describe certificate metrics-server\`.
4. If the pods are well, the scrape is at fault: ServiceMonitor metrics-server and NetworkPolicy metrics-server-from-prometheus.`,
        },
        {
          alert: 'MetricsServerKubeletErrors',
          expr: `
sum(rate(metrics_server_kubelet_request_total{job="metrics-server", success="false"}[10m]))
  / sum(rate(metrics_server_kubelet_request_total{job="metrics-server"}[10m]))
> 0.1`,
          for: '15m',
          severity: 'warning',
          summary: '{{ $value | humanizePercentage }} of the requests of metrics-server to kubelets fail',
          description:
            'Pods on the nodes that do not answer have no CPU and memory numbers, so autoscalers count them as missing and scale too little.',
          runbook: `
\`kubectl -n metrics-server logs deploy/metrics-server | grep 'Failed to scrape node'\` names nodes and causes.

- Timeouts: the node is overloaded or down (\`kubectl get nodes\`), or a firewall or NetworkPolicy closes TCP port 10250 between nodes; \`cluster.nodeCidrs\` in the profile must hold the addresses of all nodes.
- x509 errors: the serving certificate of the kubelet is self-signed, out of date, or lacks the address that is used; see \`kubeletInsecureTls\` and \`kubeletAddressTypes\`.
- 401 or 403: webhook authentication or authorisation is off in the kubelet's configuration.`,
        },
        {
          alert: 'MetricsServerNodesMissing',
          expr: `
max(metrics_server_storage_points{job="metrics-server", type="node"})
  < count(kube_node_status_condition{condition="Ready", status="true"} == 1)`,
          for: '20m',
          severity: 'warning',
          summary: 'metrics-server knows only {{ $value }} of the ready nodes',
          description:
            'At least one node that is ready has had no numbers for 20 minutes. Autoscalers do not see the pods on it.',
          runbook: `
Compare \`kubectl top nodes\` with \`kubectl get nodes\`: nodes that are missing or \`<unknown>\` are the ones. The log of metrics-server says why, as in MetricsServerKubeletErrors. A kubelet whose container runtime does not report statistics answers without numbers: \`kubectl get --raw /api/v1/nodes/NODE/proxy/metrics/resource\` must list node_cpu_usage_seconds_total.`,
        },
        {
          alert: 'MetricsServerSlow',
          expr: `
sum by (pod) (rate(metrics_server_manager_tick_duration_seconds_sum{job="metrics-server"}[10m]))
  / sum by (pod) (rate(metrics_server_manager_tick_duration_seconds_count{job="metrics-server"}[10m]))
> ${config.resolutionSeconds}`,
          for: '15m',
          severity: 'info',
          summary: 'Reading all kubelets takes {{ $value | humanizeDuration }} in {{ $labels.pod }}',
          description: `A round takes longer than the resolution of ${config.resolutionSeconds} s, so numbers are older than promised and autoscalers react late.`,
          runbook:
            'Most often single nodes answer slowly or time out after 10 s: see the log of metrics-server. On large clusters give it more CPU (1m a node) or raise `resolutionSeconds`.',
        },
      ],
    },
  ];
}
