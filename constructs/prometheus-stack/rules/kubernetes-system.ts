// Alerts on the cluster as a whole: versions that differ, and clients whose requests fail.
import type { RuleGroup } from '../../kit/alerts.js';
import { job } from './select.js';

const components = [job.apiserver, job.kubelet, job.scheduler, job.controllerManager, job.kubeProxy].join(
  '|',
);

export const systemRules: readonly RuleGroup[] = [
  {
    name: 'kubernetes-system',
    rules: [
      {
        alert: 'KubeVersionMismatch',
        // Without what distributions append to the version (+k3s1, -eks-1a2b3c). An upgrade may take half a day.
        expr: `
count(count by (git_version) (
  label_replace(
    kubernetes_build_info{job=~"${components}"}, "git_version", "$1", "git_version", "(v[0-9]+[.][0-9]+[.][0-9]+).*"
  )
)) > 1`,
        for: '12h',
        severity: 'warning',
        summary: 'Parts of Kubernetes run {{ $value }} different versions',
        description:
          'For half a day the API server, kubelets and the other parts have not been of one version. An upgrade was started and not finished, or some nodes were left out.',
        runbook:
          '`kubectl get nodes -o wide` shows the kubelets, `count by (job, git_version) (kubernetes_build_info)` all parts. Finish the upgrade. Kubelets may be up to three minors older than the API server and never newer; scheduler and controller-manager one minor older.',
      },
      {
        alert: 'KubeClientErrors',
        // A client that says little fails a large share with one error: some errors a minute must stand behind it.
        expr: `
(
  sum by (job, instance, namespace) (rate(rest_client_requests_total{code=~"5..|<error>"}[5m])) > 0.02
)
/ sum by (job, instance, namespace) (rate(rest_client_requests_total[5m]))
> 0.01`,
        for: '15m',
        severity: 'warning',
        summary: 'Requests of {{ $labels.job }} on {{ $labels.instance }} to the API server fail',
        description:
          '{{ $value | humanizePercentage }} of its requests ended in a server error or found no connection. What it is there for is done late or not at all.',
        runbook:
          'If many clients say so, the API server is the cause: see KubeAPIErrorBudgetBurn, KubeAPIInstanceUnreachable and etcd. If one does, look at its log and at the path from its node to the API server: the load balancer in front, a NetworkPolicy, conntrack (NodeHighNumberConntrackEntriesUsed). `sum by (code) (rate(rest_client_requests_total{instance="INSTANCE"}[5m]))` tells errors of the server (5xx) from a lack of connection (`<error>`).',
      },
    ],
  },
];
