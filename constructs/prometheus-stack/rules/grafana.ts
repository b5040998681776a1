// Alerts on Grafana, for profiles that have it.
import type { RuleGroup } from '../../kit/alerts.js';

const requests = 'namespace_job_handler_statuscode:grafana_http_request_duration_seconds_count:rate5m';

export const grafanaRules: readonly RuleGroup[] = [
  {
    name: 'GrafanaAlerts',
    rules: [
      {
        alert: 'GrafanaRequestsFailing',
        // Queries to a data source that is down fail as well; that has alerts of its own.
        expr: `
sum by (namespace, job, handler) (${requests}{handler!~"/api/datasources/.*|/api/ds/query", status_code=~"5.."})
/ (sum by (namespace, job, handler) (${requests}) > 0)
> 0.5`,
        for: '5m',
        severity: 'warning',
        summary: 'Grafana fails to answer requests to {{ $labels.handler }}',
        description:
          '{{ $value | humanizePercentage }} of them ended in a server error for five minutes. Some pages do not load.',
        runbook:
          '`kubectl -n monitoring logs deploy/grafana | grep "status=5"` has the error. "database is locked" or "too many connections": its database (`grafana.database` in the profile). Errors of provisioning: a dashboard or data source file that is not valid. Errors at sign-in: the OAuth provider cannot be reached. Restarting it costs nothing but sessions.',
      },
    ],
  },
];
