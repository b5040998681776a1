// Alerts that watch the watching: targets that are gone, the dead man's switch, and what keeps information quiet.
import type { RuleGroup } from '../../kit/alerts.js';

export const generalRules: readonly RuleGroup[] = [
  {
    name: 'general.rules',
    rules: [
      {
        alert: 'TargetDown',
        expr: `
count by (job, namespace) (up == 0)
/ count by (job, namespace) (up)
> 0.1`,
        for: '10m',
        severity: 'warning',
        summary: '{{ $value | humanizePercentage }} of the targets of {{ $labels.job }} are down',
        description:
          'Prometheus cannot scrape them{{ with $labels.namespace }} in namespace {{ . }}{{ end }}. Alerts that read their metrics see only a part, or nothing.',
        runbook:
          '1. The Status page of Prometheus (Targets) has the error for each.\n2. "connection refused": the pod does not run, or listens on another port. "context deadline exceeded": it hangs, or a NetworkPolicy is in the way; targets need a policy that admits Prometheus. 401, 403: token or rights. "x509": the name or the CA in the monitor.\n3. Pods that finished must not be selected by a monitor: narrow its selector.',
      },
      {
        alert: 'Watchdog',
        expr: 'vector(1)',
        severity: 'none',
        summary: 'Alerting works',
        description:
          'This alert fires always, and is sent to a service outside that raises the alarm when it no longer comes. It needs no action.',
        runbook:
          'If the service outside says that it is missing, alerts do not reach you: check that Prometheus runs and evaluates rules, that it knows an Alertmanager (`prometheus_notifications_alertmanagers_discovered`), that Alertmanager runs, and that it can reach the outside (AlertmanagerFailedToSendAlerts). Set `alertmanager.deadMansSwitch` in the profile to the receiver that takes it; without one nobody notices silence.',
      },
      {
        alert: 'InfoInhibitor',
        expr: `
max by (namespace) (ALERTS{severity="info", alertstate="firing"} == 1)
unless on (namespace) (
  ALERTS{alertname!="InfoInhibitor", severity=~"warning|critical", alertstate="firing"} == 1
)`,
        severity: 'none',
        summary: 'Keeps alerts of severity info quiet in namespace {{ $labels.namespace }}',
        description:
          'It fires where nothing worse than information is known, and Alertmanager holds back the information there. Beside a warning, information is let through, as it may explain it. It needs no action.',
        runbook:
          'It belongs to a receiver that sends nothing. If you see it in a channel, the route for InfoInhibitor is missing in Alertmanager: Plinth renders one. To read what is held back, look at the alerts of severity info in Alertmanager or Grafana.',
      },
    ],
  },
];
