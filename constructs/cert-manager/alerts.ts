// Alerts on certificates, issuers and cert-manager itself. The known names are those of the cert-manager mixin.
import type { RuleGroup } from '../kit/alerts.js';

export const alerts: readonly RuleGroup[] = [
  {
    name: 'cert-manager.certificates',
    rules: [
      {
        alert: 'CertManagerCertExpirySoon',
        // Half of the time between the planned renewal and the end has passed: 15 days of Let's Encrypt's 90.
        expr: `
max by (namespace, name, issuer_name) (
  (certmanager_certificate_expiration_timestamp_seconds > time()) - time()
  < 0.5 * (
    certmanager_certificate_expiration_timestamp_seconds
      - (certmanager_certificate_renewal_timestamp_seconds > 0)
  )
)`,
        for: '15m',
        severity: 'warning',
        summary: 'Certificate {{ $labels.namespace }}/{{ $labels.name }} is not being renewed',
        description:
          'Its renewal was due long ago: half of the time between the planned renewal and the end of the certificate has passed, and issuer {{ $labels.issuer_name }} has not issued a new one. Clients will refuse it in {{ $value | humanizeDuration }}.',
        runbook: `
1. See why issuing does not progress: \`kubectl -n NAMESPACE describe certificate NAME\`, then the newest CertificateRequest, and with ACME the Order and Challenge that it names (\`kubectl -n NAMESPACE get certificaterequest,order,challenge\`).
2. HTTP-01: the name must resolve to the ingress controller, port 80 must be reachable from the Internet, and the solver pod must run (\`kubectl -n NAMESPACE get pods -l acme.cert-manager.io/http01-solver=true\`).
3. DNS-01: the message of the Challenge names the record; look it up at the authoritative server. A refused API token shows in the controller's log.
4. Rate limits show as status 429, see CertManagerHittingRateLimits.
5. After the cause is fixed, start over with \`cmctl renew -n NAMESPACE NAME\`; cert-manager otherwise waits up to 32 hours between failed attempts.`,
      },
      {
        alert: 'CertManagerCertExpired',
        expr: `
max by (namespace, name, issuer_name) (
  (certmanager_certificate_expiration_timestamp_seconds > 0) < time()
)`,
        for: '1m',
        severity: 'critical',
        summary: 'Certificate {{ $labels.namespace }}/{{ $labels.name }} has expired',
        description:
          'Clients that verify certificates refuse the service that uses it. Issuer {{ $labels.issuer_name }} did not renew it in time.',
        runbook: `
Find the cause as in CertManagerCertExpirySoon. To restore service before the cause is fixed, issue from the other issuer for the time being: set \`issuerRef.name\` of the Certificate to \`plinth-private\` and tell the users which root to trust, or put a certificate from elsewhere into the Secret that the Certificate names after deleting the Certificate (the Secret stays). If the Certificate is no longer used, delete it and its Secret.`,
      },
      {
        alert: 'CertManagerCertNotReady',
        expr: `
max by (namespace, name, issuer_name, condition) (
  certmanager_certificate_ready_status{condition!="True"} == 1
)`,
        for: '30m',
        severity: 'warning',
        summary: 'Certificate {{ $labels.namespace }}/{{ $labels.name }} is not ready',
        description:
          'For half an hour its Secret has had no certificate that matches its specification. A new service stays without TLS; an existing one keeps its old certificate.',
        runbook: `
\`kubectl -n NAMESPACE describe certificate NAME\` says why in its conditions and events. Typical causes: the issuer does not exist or is not ready, an ACME challenge is not answered (see CertManagerCertExpirySoon for the steps), the CA refuses the name, or a policy denies the solver's traffic.`,
      },
      {
        alert: 'CertManagerIssuerNotReady',
        expr: `
max by (namespace, name, condition) (certmanager_issuer_ready_status{condition!="True"} == 1)
or
max by (name, condition) (certmanager_clusterissuer_ready_status{condition!="True"} == 1)`,
        for: '15m',
        severity: 'warning',
        summary: 'Issuer {{ $labels.name }} is not ready',
        description:
          'No certificate can be issued or renewed by it. Existing certificates work until they end.',
        runbook: `
\`kubectl describe clusterissuer NAME\` (or \`issuer\` in its namespace) gives the reason. An ACME issuer registers an account when it is made: the controller must reach the directory URL over HTTPS, the e-mail address must be acceptable to the CA, and external account keys must be valid. A CA issuer needs tls.crt and tls.key in its Secret in namespace cert-manager.`,
      },
      {
        alert: 'CertManagerChallengeStuck',
        expr: `
max by (namespace, name, domain, type) (
  certmanager_certificate_challenge_status{status=~"pending|processing|errored|invalid"} == 1
)`,
        for: '1h',
        severity: 'warning',
        summary: 'ACME challenge for {{ $labels.domain }} has not succeeded for an hour',
        description:
          'Challenge {{ $labels.namespace }}/{{ $labels.name }} ({{ $labels.type }}) is not answered as the CA expects, so the certificate that needs it cannot be issued.',
        runbook: `
\`kubectl -n NAMESPACE describe challenge NAME\` says what the self-check sees. HTTP-01: fetch http://DOMAIN/.well-known/acme-challenge/x from outside; the answer must come from this cluster's ingress. DNS-01: query the TXT record \`_acme-challenge.DOMAIN\` at the authoritative servers, and check that the zone is the one that the provider's token may write. Where inside and outside see different zones, set \`dns01.recursiveNameservers\`.`,
      },
    ],
  },
  {
    name: 'cert-manager.controller',
    rules: [
      {
        alert: 'CertManagerAbsent',
        expr: 'absent(up{job="cert-manager"} == 1)',
        for: '15m',
        severity: 'critical',
        summary: 'cert-manager does not run',
        description:
          'No controller answers, so nothing is issued or renewed, and the alerts on certificates see no certificates: an expiry would go unnoticed.',
        runbook: `
\`kubectl -n cert-manager get pods,events\` and the logs of deployment cert-manager. Usual causes: pods that cannot be scheduled, an image that cannot be pulled, missing CRDs, an API server that the pods cannot reach (NetworkPolicy cert-manager). If the pods are well, look at the scrape: ServiceMonitor cert-manager and NetworkPolicy cert-manager-from-prometheus.`,
      },
      {
        alert: 'CertManagerWebhookDown',
        expr: 'absent(up{job="cert-manager-webhook"} == 1)',
        for: '10m',
        severity: 'warning',
        summary: 'The webhook of cert-manager does not run',
        description:
          'The API server refuses every new or changed Certificate, Issuer, Order and Challenge, so renewals stop too, and deployments that contain certificates fail.',
        runbook: `
\`kubectl -n cert-manager get pods -l app.kubernetes.io/name=cert-manager-webhook\`, their events and logs. If they run and the API server still reports errors, check that it reaches port 10250 of the pods (NetworkPolicy cert-manager-webhook, firewalls of managed control planes) and that \`caBundle\` in the webhook configurations is filled in; that is the CA injector's work (\`kubectl -n cert-manager logs deploy/cert-manager-cainjector\`).`,
      },
      {
        alert: 'CertManagerCAInjectorDown',
        expr: 'absent(up{job="cert-manager-cainjector"} == 1)',
        for: '30m',
        severity: 'warning',
        summary: 'The CA injector of cert-manager does not run',
        description:
          'Webhooks whose CA is renewed meanwhile will be refused by the API server, and with failurePolicy Fail so will everything that they admit.',
        runbook:
          '`kubectl -n cert-manager get pods -l app.kubernetes.io/name=cert-manager-cainjector`, their events and logs. It caches every Secret of the cluster: out-of-memory kills call for a higher `resources.cainjector.memoryLimit`.',
      },
      {
        alert: 'CertManagerSyncErrors',
        expr: `
sum by (controller) (rate(certmanager_controller_sync_error_count[15m]))
  / sum by (controller) (rate(certmanager_controller_sync_call_count[15m]))
> 0.2`,
        for: '30m',
        severity: 'warning',
        summary:
          'cert-manager controller {{ $labels.controller }} fails in {{ $value | humanizePercentage }} of its runs',
        description:
          'Single conflicts are retried and do no harm; at this rate something is persistently wrong for at least one object.',
        runbook:
          '`kubectl -n cert-manager logs deploy/cert-manager | grep -i error` names the object and the cause: missing rights after a partial upgrade, CRDs older than the controller, an unreachable ACME server or DNS API.',
      },
      {
        alert: 'CertManagerHittingRateLimits',
        expr: 'sum by (host) (increase(certmanager_http_acme_client_request_count{status="429"}[1h])) > 0',
        for: '5m',
        severity: 'warning',
        summary: 'ACME server {{ $labels.host }} limits our requests',
        description:
          'It has answered 429 within the last hour. Orders wait, and with Let’s Encrypt some limits last for a week.',
        runbook: `
Look for what asks so often: a Certificate that is deleted and made again by GitOps, a loop of failing orders (\`kubectl get orders -A --sort-by=.metadata.creationTimestamp\`), or many hosts at once. Stop the cause first. Try things out against \`server: letsencrypt-staging\`. One wildcard certificate by DNS-01 replaces many single ones.`,
      },
      {
        alert: 'CertManagerAcmeRequestErrors',
        expr: `
sum by (host) (increase(certmanager_http_acme_client_request_count{status=~"5..|999"}[30m]))
  / sum by (host) (increase(certmanager_http_acme_client_request_count[30m]))
> 0.25`,
        for: '30m',
        severity: 'warning',
        summary: 'ACME server {{ $labels.host }} fails {{ $value | humanizePercentage }} of our requests',
        description: 'The server or the way to it is in trouble. Renewals wait until it is over.',
        runbook:
          'Check the status page of the CA, then the way out: `kubectl -n cert-manager logs deploy/cert-manager` shows the errors; proxies, firewalls and NetworkPolicy cert-manager must let the controller reach the directory URL.',
      },
    ],
  },
];
