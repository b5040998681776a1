// Alerts on etcd, for clusters where its metrics can be reached. The names are those of the etcd mixin.
import type { AlertRule, RuleGroup } from '../../kit/alerts.js';
import { etcdPerformanceAlerts } from './etcd-performance.js';
import { etcd } from './select.js';

const ask =
  '`kubectl -n kube-system exec etcd-NODE -- etcdctl --cacert=/etc/kubernetes/pki/etcd/ca.crt --cert=/etc/kubernetes/pki/etcd/server.crt --key=/etc/kubernetes/pki/etcd/server.key endpoint status --cluster -w table`';

const membershipAlerts: readonly AlertRule[] = [
  {
    alert: 'etcdMembersDown',
    expr: `min by (instance) (up{${etcd}}) == 0`,
    for: '10m',
    severity: 'warning',
    summary: 'etcd member {{ $labels.instance }} is down',
    description:
      'It has not answered for ten minutes. The others go on; of three members only one may be lost.',
    runbook: `1. From a node that works, ask every member: ${ask}.\n2. On the node of the missing one: \`crictl ps -a | grep etcd\`, \`crictl logs ID\`. Usual causes: a full disk, an expired certificate, a wrong clock, a damaged data folder.\n3. To replace a member for good, remove it first (\`etcdctl member remove ID\`), then join the node anew (\`kubeadm join --control-plane\`). Never add before you remove.`,
  },
  {
    alert: 'etcdInsufficientMembers',
    // A majority: two of three, three of five. A member whose container crashed stays a target that is down.
    expr: `
sum(up{${etcd}}) < floor(count(up{${etcd}}) / 2) + 1
or absent(up{${etcd}})`,
    for: '3m',
    severity: 'critical',
    summary: 'etcd has lost its majority',
    description:
      'Fewer members are up than it needs to agree on anything. Nothing in the cluster can be changed; pods that run go on.',
    runbook: `1. Bring members back rather than make new ones: see etcdMembersDown for each node. With a majority back, all is well again.\n2. If the members run and only Prometheus cannot see them, \`kubectl get --raw /readyz/etcd\` says ok: then repair the scraping.\n3. If a majority is lost for good, restore the newest snapshot on one node (\`etcdutl snapshot restore\`), start it alone, and join the others as new members. Changes since the snapshot are lost: treat running pods as unknown until controllers have caught up.`,
  },
  {
    alert: 'etcdNoLeader',
    expr: `min by (instance) (etcd_server_has_leader{${etcd}}) == 0`,
    for: '1m',
    severity: 'critical',
    summary: 'etcd member {{ $labels.instance }} has no leader',
    description:
      'It cannot take part in reads or writes. If all members say so, the cluster cannot be changed.',
    runbook: `If one member says so, it is cut off from the others on port 2380: look at the network and firewall between the control planes. If all do, they cannot elect: see how many run (etcdInsufficientMembers), and whether disks or network are so slow that elections time out (etcdHighFsyncDurations, etcdMemberCommunicationSlow). ${ask} shows who sees whom.`,
  },
  {
    alert: 'etcdHighNumberOfLeaderChanges',
    expr: `max(increase(etcd_server_leader_changes_seen_total{${etcd}}[15m])) >= 4`,
    for: '5m',
    severity: 'warning',
    summary: 'etcd keeps changing its leader',
    description:
      '{{ $value | printf "%.0f" }} times within 15 minutes. Each change stops all writes for about a second, and requests to the API server fail.',
    runbook:
      'A leader that does not get to its heartbeats in time loses its place: slow disks (etcdHighFsyncDurations), a slow network (etcdMemberCommunicationSlow), or no CPU on the control-plane node. Give etcd a fast disk that nothing else uses. Across distant sites raise `--heartbeat-interval` and `--election-timeout`.',
  },
];

export const etcdRules: readonly RuleGroup[] = [
  { name: 'etcd', rules: [...membershipAlerts, ...etcdPerformanceAlerts] },
];
