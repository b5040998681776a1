// Alerts on scheduler, controller-manager and kube-proxy, for clusters where their metrics can be reached.
import type { AlertRule, RuleGroup } from '../../kit/alerts.js';
import { job } from './select.js';

const kubeProxy = `job="${job.kubeProxy}"`;

export const schedulerRules: readonly RuleGroup[] = [
  {
    name: 'kubernetes-system-scheduler',
    rules: leaderElected('KubeScheduler', job.scheduler, 'new pods stay Pending'),
  },
];

export const controllerManagerRules: readonly RuleGroup[] = [
  {
    name: 'kubernetes-system-controller-manager',
    rules: leaderElected(
      'KubeControllerManager',
      job.controllerManager,
      'Deployments do not roll, endpoints are not updated, lost nodes are not noticed',
    ),
  },
];

export const kubeProxyRules: readonly RuleGroup[] = [
  {
    name: 'kubernetes-system-kube-proxy',
    rules: [
      down(
        'KubeProxy',
        job.kubeProxy,
        'Services keep their present endpoints on each node and do not follow changes',
      ),
      unreachable('KubeProxy', job.kubeProxy),
      {
        alert: 'KubeProxySyncFailing',
        expr: `
sum by (instance) (
  increase(kubeproxy_sync_proxy_rules_iptables_restore_failures_total{${kubeProxy}}[10m])
  or increase(kubeproxy_sync_proxy_rules_nftables_sync_failures_total{${kubeProxy}}[10m])
) > 0`,
        for: '15m',
        severity: 'warning',
        summary: 'kube-proxy on {{ $labels.instance }} cannot write its rules',
        description:
          'The kernel has refused them for 25 minutes. Services on that node send traffic to endpoints that are gone, and not to new ones.',
        runbook:
          '`kubectl -n kube-system logs -l k8s-app=kube-proxy` (the pod on that node) quotes the refused rules. Two versions of iptables (legacy and nft) on one host, a lock held by another program (`--wait`), or a missing kernel module are the usual causes. Restarting the pod makes it write everything anew.',
      },
    ],
  },
];

function leaderElected(prefix: string, name: string, harm: string): readonly AlertRule[] {
  return [
    down(prefix, name, harm),
    unreachable(prefix, name),
    {
      alert: `${prefix}NoLeader`,
      expr: `max(leader_election_master_status{job="${name}", name="${name}"}) == 0`,
      for: '5m',
      severity: 'critical',
      summary: `No ${name} is leading`,
      description: `Instances run, and for five minutes none of them has held the lease. None works meanwhile: ${harm}.`,
      runbook: `\`kubectl -n kube-system get lease ${name} -o yaml\` shows holder and renewal time; \`kubectl -n kube-system logs -l component=${name}\` says why it is not renewed. Errors or time-outs from the API server are the usual cause: see KubeAPIErrorBudgetBurn and etcd. A clock that is far off delays the take-over (NodeClockSkewDetected).`,
    },
  ];
}

function down(prefix: string, name: string, harm: string): AlertRule {
  return {
    alert: `${prefix}Down`,
    expr: `absent(up{job="${name}"} == 1)`,
    for: '10m',
    severity: 'critical',
    summary: `No ${name} can be scraped`,
    description: `Prometheus has reached none for ten minutes. If they are down: ${harm}. What runs goes on running.`,
    runbook: `\`kubectl -n kube-system get pods -o wide | grep ${name}\`: if they run and are ready, only their metrics port is closed: kubeadm binds it to localhost unless its configuration says otherwise, and the profile lists this part in \`cluster.controlPlaneMetrics\`. Else read \`kubectl -n kube-system logs POD --previous\`, or \`crictl logs\` on the node: an expired kubeconfig (\`kubeadm certs check-expiration\`), a bad flag after an upgrade, or an API server that does not answer.`,
  };
}

function unreachable(prefix: string, name: string): AlertRule {
  return {
    alert: `${prefix}InstanceUnreachable`,
    expr: `min by (instance) (up{job="${name}"}) == 0`,
    for: '15m',
    severity: 'warning',
    summary: `${name} on {{ $labels.instance }} cannot be scraped`,
    description: `It has not answered for 15 minutes. The others do their work; this one is down, or its port is closed.`,
    runbook: `See the pod on that node (\`kubectl -n kube-system get pods -o wide | grep ${name}\`) and its log. If it runs, compare its configuration with that of the other nodes: a control plane that joined later often lacks the bind address that was set on the first. The error of the target on Prometheus' Status page tells refused from timed out.`,
  };
}
