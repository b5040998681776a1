// Alerts on the sign-in. When it is down, so is every service behind it.
import type { RuleGroup } from '../kit/alerts.js';

export const alerts: readonly RuleGroup[] = [
  {
    name: 'oauth2-proxy',
    rules: [
      {
        alert: 'OAuth2ProxyDown',
        expr: 'absent(up{job="oauth2-proxy"} == 1)',
        for: '5m',
        severity: 'critical',
        summary: 'The sign-in does not run',
        description:
          'Every service that signs users in at the edge answers errors, also to those who are signed in.',
        runbook: `
\`kubectl -n auth get pods\` and \`kubectl -n auth logs deploy/oauth2-proxy\`. It reads the issuer's discovery document when it starts: an issuer that cannot be reached, has a certificate of an unknown CA, or calls itself by another URL keeps it from starting. A missing Secret oauth2-proxy shows as CreateContainerConfigError. To reach a service meanwhile: \`kubectl port-forward\`.`,
      },
      {
        alert: 'OAuth2ProxyErrors',
        expr: `
sum(rate(oauth2_proxy_requests_total{code=~"5.."}[10m]))
  / sum(rate(oauth2_proxy_requests_total[10m]))
> 0.05`,
        for: '10m',
        severity: 'warning',
        summary: '{{ $value | humanizePercentage }} of the requests to the sign-in fail',
        description: 'Users see errors instead of the issuer’s page, or after they come back from it.',
        runbook: `
\`kubectl -n auth logs deploy/oauth2-proxy\` names the cause. Errors at /oauth2/callback: the client secret was changed at the issuer, the redirect URL is not registered there, or the clocks of nodes and issuer differ. "unable to find CSRF cookie": the user began at a host outside of the cluster’s domain.`,
      },
      {
        alert: 'OAuth2ProxyManyDenied',
        expr: `
sum(rate(oauth2_proxy_requests_total{code="403"}[15m]))
  / sum(rate(oauth2_proxy_requests_total[15m]))
> 0.5
and sum(rate(oauth2_proxy_requests_total[15m])) > 0.05`,
        for: '30m',
        severity: 'warning',
        summary: 'The sign-in refuses {{ $value | humanizePercentage }} of the requests',
        description:
          'Most users are known to the issuer and still not let in: a group was renamed, a claim is missing, or someone tries accounts.',
        runbook: `
The authentication lines of the log say who was refused. Compare \`access\` in the profile with the claims of a token: many issuers send groups only with a scope of their own, and some send their ids instead of names. Unknown addresses in numbers are a matter for whoever watches security.`,
      },
      {
        alert: 'OAuth2ProxyHighLatency',
        expr: `
histogram_quantile(0.95, sum by (le) (rate(oauth2_proxy_response_duration_seconds_bucket[10m]))) > 1
and sum(rate(oauth2_proxy_requests_total[10m])) > 0.1`,
        for: '15m',
        severity: 'warning',
        summary: 'The sign-in takes {{ $value | humanizeDuration }} for its slowest requests',
        description: 'Every request to a service behind it waits as long.',
        runbook:
          'With `session.refresh` it asks the issuer now and then: is that slow? Otherwise look at the CPU of the pods, and add `replicas`.',
      },
    ],
  },
];
