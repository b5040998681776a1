// Alerts on Alertmanager. Each of its replicas can tell of the others, and of itself as long as it works at all.
import type { AlertRule, RuleGroup } from '../../kit/alerts.js';
import { alertmanager } from './select.js';

/** The web port alone: the reloader beside it has the same job. */
const web = `${alertmanager}, endpoint="web"`;

const failedShare = (by: string) => `
sum by (${by}) (rate(alertmanager_notifications_failed_total{${alertmanager}}[15m]))
/ (sum by (${by}) (rate(alertmanager_notifications_total{${alertmanager}}[15m])) > 0)`;

const delivery =
  'The log of Alertmanager quotes the answer of the receiver: `kubectl -n monitoring logs -l app.kubernetes.io/name=alertmanager -c alertmanager | grep -i notify`. authError: a webhook URL, token or password that was revoked; renew its Secret. rateLimited: too many messages; group more (`groupBy`, `groupInterval`). clientError: the receiver refuses the message, often a channel that does not exist. Others: DNS, the proxy, or a NetworkPolicy towards the outside.';

const rules: readonly AlertRule[] = [
  {
    alert: 'AlertmanagerFailedReload',
    expr: `max by (namespace, pod) (max_over_time(alertmanager_config_last_reload_successful{${alertmanager}}[5m])) == 0`,
    for: '10m',
    severity: 'critical',
    summary: '{{ $labels.pod }} could not load its configuration',
    description:
      'It routes by the one from before. After a restart it will not come up, and alerts reach nobody.',
    runbook:
      '`kubectl -n monitoring logs POD -c alertmanager | grep -i config` names the mistake. The configuration is made of the AlertmanagerConfig objects: a route to a receiver that does not exist, a matcher or a template that is not valid, or a Secret that is missing. `amtool check-config` tests a copy.',
  },
  {
    alert: 'AlertmanagerMembersInconsistent',
    expr: `
min by (namespace) (max_over_time(alertmanager_cluster_members{${alertmanager}}[5m]))
< on (namespace)
count by (namespace) (max_over_time(alertmanager_cluster_members{${alertmanager}}[5m]))`,
    for: '15m',
    severity: 'critical',
    summary: 'The Alertmanagers in {{ $labels.namespace }} do not all see each other',
    description:
      'One of them knows only {{ $value }} members. Those that do not see each other each send every alert, and silences made in one do not hold in the other.',
    runbook:
      'They speak on port 9094, TCP and UDP: NetworkPolicies must admit both between the pods (`kubectl -n monitoring get networkpolicy`). The log says "refresh" and "failed to join" with the address. See that the headless Service alertmanager-operated lists every pod. Restart the one that is alone once the way is open.',
  },
  {
    alert: 'AlertmanagerFailedToSendAlerts',
    expr: `${failedShare('namespace, pod, integration')}\n> 0.01`,
    for: '5m',
    severity: 'warning',
    summary: '{{ $labels.pod }} fails to notify by {{ $labels.integration }}',
    description:
      '{{ $value | humanizePercentage }} of its notifications were not taken. If its peers succeed, people are still told.',
    runbook: delivery,
  },
  {
    alert: 'AlertmanagerClusterFailedToSendAlerts',
    expr: `
min by (namespace, integration) (${failedShare('namespace, pod, integration').replaceAll('\n', '\n  ')}
) > 0.01`,
    for: '5m',
    severity: 'critical',
    summary: 'No Alertmanager gets all of its notifications by {{ $labels.integration }} through',
    description:
      'Each one fails for at least {{ $value | humanizePercentage }} of them. People are not told of what goes wrong.',
    runbook: delivery,
  },
  {
    alert: 'AlertmanagerConfigInconsistent',
    expr: `
max by (namespace) (alertmanager_config_hash{${alertmanager}})
!= min by (namespace) (alertmanager_config_hash{${alertmanager}})`,
    for: '20m',
    severity: 'critical',
    summary: 'The Alertmanagers in {{ $labels.namespace }} run with different configurations',
    description:
      'For 20 minutes they have not agreed. Which receiver an alert gets depends on who happens to send it.',
    runbook:
      'Compare `alertmanager_config_hash` by pod. The one that differs did not reload: see AlertmanagerFailedReload and ConfigReloaderSidecarErrors for that pod. If both are quiet, its volume with the configuration is old; the kubelet of its node syncs Secrets late or not at all. Deleting the pod makes it start with the present one.',
  },
  {
    alert: 'AlertmanagerClusterDown',
    // Half of them, or all: then there may be no target left to be down.
    expr: `
avg by (namespace) (avg_over_time(up{${web}}[5m]) < bool 0.5) >= 0.5
or absent(up{${web}})`,
    for: '5m',
    severity: 'critical',
    summary: 'Half of the Alertmanagers or more are down',
    description:
      "Few or none are left to notify people. This alert itself may not get through; the dead man's switch outside should ring.",
    runbook:
      '`kubectl -n monitoring get pods -l app.kubernetes.io/name=alertmanager` and their events. CrashLoopBackOff: the log, most often the configuration (AlertmanagerFailedReload). Pending: no node fits, or the volume cannot follow. Running and not scraped: the NetworkPolicy between Prometheus and port 9093. None there at all: the Alertmanager object was deleted, or prometheus-operator is down.',
  },
  {
    alert: 'AlertmanagerClusterCrashlooping',
    expr: `avg by (namespace) (changes(process_start_time_seconds{${web}}[10m]) > bool 4) >= 0.5`,
    for: '5m',
    severity: 'critical',
    summary: 'Half of the Alertmanagers or more keep crashing',
    description:
      'They restarted five times or more in ten minutes. Notifications are sent late, twice, or not at all.',
    runbook:
      '`kubectl -n monitoring logs POD -c alertmanager --previous` and `describe pod`: OOMKilled (raise the memory limit; a flood of alerts or silences grows it), a configuration that it cannot read, or a data volume that is full or damaged. Silences live there: copy /alertmanager before you make it anew.',
  },
  {
    alert: 'AlertmanagerClusterFailedPeers',
    expr: `max by (namespace, pod) (alertmanager_cluster_failed_peers{${alertmanager}}) > 0`,
    for: '15m',
    severity: 'warning',
    summary: '{{ $labels.pod }} has lost {{ $value }} of its peers',
    description: 'It tries to reach them again. Meanwhile both sides may notify of the same alert.',
    runbook:
      'If a peer is down, its own pod tells why. If all run, the way between them on port 9094 (TCP and UDP) is closed or lossy: NetworkPolicies, a firewall between nodes, or an MTU that cuts large packets. A peer that was scaled away is forgotten by itself after the reconnect time-out.',
  },
];

export const alertmanagerRules: readonly RuleGroup[] = [{ name: 'alertmanager.rules', rules }];
