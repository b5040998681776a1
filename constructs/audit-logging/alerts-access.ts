// Suspicious access: into containers, to Secrets, without credentials, and where it is refused.
import type { AlertRule } from '../kit/alerts.js';
import type { Cluster } from '../kit/cluster.js';
import type { Config } from './config.js';
import { events } from './counted.js';

/** How to find the events behind any of these. The marks are made by Fluent Bit. */
export function find(signal: string): string {
  return `Find the events in the log store: \`signal_${signal}: "true"\`. \`user.username\`, \`sourceIPs\`, \`userAgent\`, \`requestURI\` and \`auditID\` tell who, from where and what.`;
}

/** What to do when nobody can explain it. */
export const respond =
  'If nobody can explain it: revoke the credential (delete the binding or the ServiceAccount’s tokens, disable the user at the identity provider; a client certificate is good until it ends, so remove its bindings), then see what else the same user and address did.';

const user = 'trustedUsers in the profile leaves out automation that does this for a living.';

export function accessAlerts({ signals }: Config, { distribution }: Cluster): readonly AlertRule[] {
  return [
    {
      alert: 'AuditPodExec',
      expr: `${events('exec', 'user', 'target_namespace', 'kind')} > 0`,
      severity: 'warning',
      summary: '{{ $labels.user }} opened a session in a container of {{ $labels.target_namespace }}',
      description:
        'Someone ran commands in a container or reached its ports ({{ $labels.kind }}). What is changed there is not in Git, and what is read there is not recorded.',
      runbook: `${find('exec')} The command stands in \`requestURI\`. Ask the person. ${respond} Replace the pod: it may have been changed. ${user}`,
    },
    {
      alert: 'AuditDebugContainer',
      expr: `${events('debug_container', 'user', 'target_namespace')} > 0`,
      severity: 'warning',
      summary: '{{ $labels.user }} put a debug container into a pod of {{ $labels.target_namespace }}',
      description:
        'A container with an image of the user’s choice shares the pod’s network, and its processes if asked to.',
      runbook: `${find('debug_container')} \`requestObject\` has the image and the command. ${respond} Debug containers cannot be removed: replace the pod.`,
    },
    {
      alert: 'AuditNodeProxyUsed',
      expr: `${events('node_proxy', 'user')} > 0`,
      severity: 'warning',
      summary: '{{ $labels.user }} talked to kubelets through the API server',
      description:
        'Who may use nodes/proxy can run commands in every pod of a node, without admission and without a record of the command.',
      runbook: `${find('node_proxy')} Paths below /run/, /exec/ and /cri/ are attacks or very odd tools; /metrics, /stats and /configz are tools that should use \`nodes/metrics\` instead. Find the role with \`kubectl get clusterroles -o json | jq -r '.items[] | select(any(.rules[]?; (.resources // []) | index("nodes/proxy"))) | .metadata.name'\`. ${respond} ${user}`,
    },
    {
      alert: 'AuditSecretsRead',
      expr: `${events('secret_read', 'user')} >= ${signals.secretReads}`,
      severity: 'warning',
      summary: '{{ $labels.user }} read Secrets {{ $value | humanize }} times in 10 minutes',
      description: `A person rarely needs that many. Lists count once, however many Secrets they return. The limit is ${signals.secretReads}, signals.secretReads in the profile.`,
      runbook: `${find('secret_read')} helm lists and reads Secrets in each namespace that it works on, once for each release; that is the usual cause. ${respond} Then change what the Secrets hold: they have been read. ${user}`,
    },
    {
      alert: 'AuditTokenRequested',
      expr: `${events('token_request', 'user', 'target_namespace', 'service_account')} > 0`,
      severity: 'warning',
      summary:
        '{{ $labels.user }} made a token of service account {{ $labels.target_namespace }}/{{ $labels.service_account }}',
      description:
        'With it one acts under the service account’s name, from anywhere that reaches the API server, until it ends. kubectl create token does this.',
      runbook: `${find('token_request')} ${respond} Deleting the ServiceAccount ends the token at once; pods that use it need a restart after it is made again.`,
    },
    {
      alert: 'AuditAnonymousAccess',
      expr: `${events('anonymous_access', 'verb')} > 0`,
      severity: 'critical',
      summary: 'The API server answered requests without credentials',
      description:
        'Some role is bound to system:anonymous or system:unauthenticated that opens more than health and version. Whoever reaches the API server can use it.',
      runbook: `
1. ${find('anonymous_access')} \`annotations\` name the binding that allowed it.
2. List the bindings: \`kubectl get clusterrolebindings,rolebindings -A -o json | jq -r '.items[] | select(any(.subjects[]?; .name == "system:anonymous" or .name == "system:unauthenticated")) | .metadata.name'\`. By default there are system:public-info-viewer and, with kubeadm, kubeadm:bootstrap-signer-clusterinfo in kube-public alone.
3. Delete the others, and treat what they opened as read by strangers.`,
    },
    {
      alert: 'AuditAnonymousProbing',
      expr: `${events('anonymous_denied')} >= ${signals.denials}`,
      severity: 'warning',
      summary: '{{ $value | humanize }} requests without credentials were refused in 10 minutes',
      description:
        'Somebody tries paths of the API server, or a client has lost its credentials. On an API server that the Internet reaches this never ends: close it to strangers.',
      runbook: `${find('anonymous_denied')} \`sourceIPs\` that belong to you: a client whose kubeconfig or token is missing. Others: a scan; restrict who reaches the API server by firewall or load balancer.`,
    },
    {
      alert: 'AuditAuthenticationFailures',
      expr: `${events('unauthenticated')} >= ${signals.denials}`,
      severity: 'warning',
      summary: '{{ $value | humanize }} requests with invalid credentials in 10 minutes',
      description:
        'An expired certificate or token in use, or somebody trying stolen ones. The API server does not know the user.',
      runbook: `${find('unauthenticated')} A pod’s address in \`sourceIPs\`: its service account was deleted and made again, or its clock is wrong; restart it. A person’s: their kubeconfig has expired. Unknown addresses: close the API server to them.`,
    },
    {
      alert: 'AuditRequestsDenied',
      expr: `${events('denied', 'user')} >= ${signals.denials}`,
      severity: 'warning',
      summary: '{{ $labels.user }} was refused {{ $value | humanize }} times in 10 minutes',
      description:
        'A controller that lacks rights after an update, or a stolen token whose holder tries what it opens.',
      runbook: `${find('denied')} The same request over and over is a controller: its log names the missing right. Many different ones, rights reviews (selfsubjectrulesreviews) among them, are somebody looking around. ${respond}`,
    },
    ...(distribution === 'kubeadm' || distribution === 'kind'
      ? [
          {
            alert: 'AuditSuperAdminUsed',
            expr: `${events('super_admin')} > 0`,
            severity: 'warning' as const,
            summary: 'Somebody used super-admin.conf',
            description:
              'kubeadm makes it for emergencies: no role is asked and no binding can be taken away from it. Daily work uses admin.conf, whose rights are a binding.',
            runbook: `${find('super_admin')} If it is no emergency, move whoever it is to admin.conf or the identity provider, and delete copies of the file. The only way to revoke the certificate in it is a new CA.`,
          },
        ]
      : []),
  ];
}
