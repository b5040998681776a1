// Suspicious changes of rights: roles, bindings, admission, identities.
import type { AlertRule } from '../kit/alerts.js';
import { find, respond } from './alerts-access.js';
import { events } from './counted.js';

export const rightsAlerts: readonly AlertRule[] = [
  {
    alert: 'AuditClusterAdminGranted',
    expr: `${events('cluster_admin_grant', 'user', 'binding', 'target_namespace')} > 0`,
    severity: 'warning',
    summary: '{{ $labels.user }} bound cluster-admin in {{ $labels.binding }}',
    description:
      'The subjects of the binding may do everything in the cluster, or in namespace {{ $labels.target_namespace }} if that is not empty.',
    runbook: `${find('cluster_admin_grant')} \`responseObject\` has the subjects. Installers of operators like to ask for it and rarely need it. If it is not meant: delete the binding, then see what its subjects did since. ${respond}`,
  },
  {
    alert: 'AuditPrivilegeEscalationDenied',
    expr: `${events('rbac_denied', 'user')} > 0`,
    severity: 'warning',
    summary: '{{ $labels.user }} was refused a change of roles or bindings',
    description:
      'Someone tried to grant rights that they do not have themselves, or to write RBAC without being allowed to.',
    runbook: `${find('rbac_denied')} \`responseStatus.message\` says which rights were missing ("attempting to grant RBAC permissions not currently held" is the escalation check). A deployment tool that installs a chart with a new role is harmless: give it the rights or install as an administrator. ${respond}`,
  },
  {
    alert: 'AuditRbacChangedByPerson',
    expr: `${events('rbac_change', 'user', 'verb', 'kind')} > 0`,
    severity: 'info',
    summary: '{{ $labels.user }} changed rights by hand: {{ $labels.verb }} {{ $labels.kind }}',
    description:
      'With GitOps nobody writes RBAC but the delivery’s service account. What was changed by hand is not in Git and may come undone.',
    runbook: `${find('rbac_change')} Put the change into Git or take it back. ${respond}`,
  },
  {
    alert: 'AuditImpersonation',
    expr: `${events('impersonation', 'user', 'impersonated')} > 0`,
    severity: 'info',
    summary: '{{ $labels.user }} acted as {{ $labels.impersonated }}',
    description:
      'The rights of {{ $labels.impersonated }} were used. kubectl --as does this, and so do dashboards that pass the signed-in user on.',
    runbook: `${find('impersonation')} Dashboards and proxies belong into \`signals.trustedUsers\`. A person who impersonates an administrator or a service account has all of its rights: ask why. ${respond}`,
  },
  {
    alert: 'AuditAdmissionChanged',
    expr: `${events('admission_change', 'user', 'verb', 'kind', 'object')} > 0`,
    severity: 'warning',
    summary:
      '{{ $labels.user }} changed admission: {{ $labels.verb }} {{ $labels.kind }} {{ $labels.object }}',
    description:
      'Webhooks and policies decide what may run. Deleting one opens the cluster; adding one lets somebody read and change every object that passes.',
    runbook: `${find('admission_change')} Compare with Git: \`plinth synth --check\` and \`kubectl diff\`. Deleting a broken webhook to get out of an outage is a common and good reason; put it back afterwards. ${respond}`,
  },
  {
    alert: 'AuditCertificateApproved',
    expr: `${events('certificate_approval', 'user')} > 0`,
    severity: 'info',
    summary: '{{ $labels.user }} decided about a certificate request',
    description:
      'An approved client certificate is good until it ends, whatever becomes of its owner: it cannot be revoked.',
    runbook: `${find('certificate_approval')} \`requestObject\` has the request; \`kubectl get csr\` shows signer and requestor. Serving certificates of kubelets (kubernetes.io/kubelet-serving) are routine on clusters with serverTLSBootstrap. Client certificates (kubernetes.io/kube-apiserver-client) for people are worth a question.`,
  },
];
