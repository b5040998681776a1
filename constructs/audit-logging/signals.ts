// Suspicious events in the audit log, as conditions on its fields. Fluent Bit counts them while it collects; see
// https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/#audit-k8s-io-v1-Event for the fields.
// Proven against a real log in test/e2e/audit-policy.test.ts.
import type { Cluster } from '../kit/cluster.js';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';

export type Signal = NonNullable<NonNullable<Platform['auditLog']>['signals']>[number];

export function auditSignals(config: Config, cluster: Cluster): readonly Signal[] {
  if (!config.signals.enabled) return [];
  const trusted = except(config.signals.trustedUsers);
  /** Not a machine of the cluster. k3s and RKE2 call their administrator system:admin. */
  const person = { field: user, regex: `^(?!system:(?!admin$))${trusted}.` };
  const anyone = { field: user, regex: `^${trusted}.` };
  return [
    signal('exec', 'Sessions in containers: exec, attach and port-forward.', {
      conditions: [
        anyone,
        resource('pods'),
        { field: subresource, regex: '^(exec|attach|portforward)$' },
        allowed,
        started,
      ],
      labels: { user, target_namespace: namespace, kind: subresource },
    }),
    signal('debug_container', 'Debug containers that were put into running pods.', {
      conditions: [
        anyone,
        resource('pods'),
        { field: subresource, regex: '^ephemeralcontainers$' },
        { field: verb, regex: '^(update|patch)$' },
        allowed,
        completed,
      ],
      labels: { user, target_namespace: namespace },
    }),
    signal('node_proxy', 'Requests to kubelets through the API server, which pass by its rules for pods.', {
      conditions: [anyone, resource('nodes'), { field: subresource, regex: '^proxy$' }, allowed, started],
      labels: { user },
    }),
    signal('secret_read', 'Reads of Secrets by people.', {
      conditions: [
        person,
        resource('secrets'),
        { field: verb, regex: '^(get|list|watch)$' },
        allowed,
        completed,
      ],
      labels: { user, target_namespace: namespace },
    }),
    signal('token_request', 'Tokens of service accounts that people asked for.', {
      conditions: [
        person,
        resource('serviceaccounts'),
        { field: subresource, regex: '^token$' },
        allowed,
        completed,
      ],
      labels: { user, target_namespace: namespace, service_account: objectName },
    }),
    signal('rbac_change', 'Roles and bindings written by people.', {
      conditions: [person, rbac, write, allowed, completed],
      labels: { user, verb, kind: resourceField },
    }),
    signal('rbac_denied', 'Roles and bindings that were refused: rights asked for that the user has not.', {
      conditions: [
        anyone,
        rbac,
        write,
        { field: "$responseStatus['reason']", regex: '^Forbidden$' },
        completed,
      ],
      labels: { user, verb, kind: resourceField },
    }),
    signal('cluster_admin_grant', 'Bindings to cluster-admin that were written.', {
      conditions: [
        // The API server itself keeps the default bindings.
        { field: user, regex: `^(?!system:apiserver$)${trusted}.` },
        { field: resourceField, regex: '^(cluster)?rolebindings$' },
        { field: verb, regex: '^(create|update|patch)$' },
        { field: "$responseObject['roleRef']['name']", regex: '^cluster-admin$' },
        completed,
      ],
      labels: { user, binding: objectName, target_namespace: namespace },
    }),
    signal('admission_change', 'Webhooks and admission policies written by people.', {
      conditions: [
        person,
        { field: group, regex: '^admissionregistration[.]k8s[.]io$' },
        write,
        allowed,
        completed,
      ],
      labels: { user, verb, kind: resourceField, object: objectName },
    }),
    signal('certificate_approval', 'Certificate requests that people decided about.', {
      conditions: [
        person,
        resource('certificatesigningrequests'),
        { field: subresource, regex: '^approval$' },
        allowed,
        completed,
      ],
      labels: { user },
    }),
    signal('impersonation', 'Requests under the name of somebody else.', {
      conditions: [anyone, { field: "$impersonatedUser['username']", regex: '.' }, completed],
      labels: { user, impersonated: "$impersonatedUser['username']" },
    }),
    signal('anonymous_access', 'Requests without credentials that were answered.', {
      conditions: [anonymous, allowed, { field: '$requestURI', regex: notPublic }, completed],
      labels: { verb },
    }),
    signal('anonymous_denied', 'Requests without credentials that were refused.', {
      conditions: [anonymous, denied, completed],
      labels: { verb },
    }),
    // Recorded at this stage alone.
    signal('unauthenticated', 'Requests with credentials that the API server does not accept.', {
      conditions: [{ field: "$responseStatus['reason']", regex: '^Unauthorized$' }, started],
      labels: {},
    }),
    signal('denied', 'Requests of known users that were refused. Kubelets are not counted.', {
      conditions: [{ field: user, regex: `^(?!system:(anonymous$|node:))${trusted}.` }, denied, completed],
      labels: { user },
    }),
    // The name in kubeadm's super-admin.conf, which is for emergencies. It stands for group system:masters, which no
    // condition can name: modify looks into maps, not into lists.
    ...(cluster.distribution === 'kubeadm' || cluster.distribution === 'kind'
      ? [
          signal('super_admin', 'Requests with super-admin.conf, which no rule can refuse.', {
            conditions: [{ field: user, regex: '^kubernetes-super-admin$' }, completed],
            labels: { verb },
          }),
        ]
      : []),
  ];
}

const user = "$user['username']";
const verb = '$verb';
const resourceField = "$objectRef['resource']";
const subresource = "$objectRef['subresource']";
const group = "$objectRef['apiGroup']";
const namespace = "$objectRef['namespace']";
const objectName = "$objectRef['name']";
const decision = "$annotations['authorization.k8s.io/decision']";

const allowed = { field: decision, regex: '^allow$' };
const denied = { field: decision, regex: '^forbid$' };
/** Long-running requests are recorded twice: a session counts when it begins. */
const started = { field: '$stage', regex: '^ResponseStarted$' };
const completed = { field: '$stage', regex: '^ResponseComplete$' };
const anonymous = { field: user, regex: '^system:anonymous$' };
const rbac = { field: group, regex: '^rbac[.]authorization[.]k8s[.]io$' };
const write = { field: verb, regex: '^(create|update|patch|delete|deletecollection)$' };
/** What kubeadm join reads before it has credentials, and probes in case a rule of the profile records them. */
const notPublic =
  '^(?!/api/v1/namespaces/kube-public/configmaps/cluster-info([?]|$))(?!/(healthz|livez|readyz|version)([/?]|$))';

function resource(plural: string): Signal['conditions'][number] {
  return { field: resourceField, regex: `^${plural}$` };
}

function signal(metric: string, description: string, s: Pick<Signal, 'conditions' | 'labels'>): Signal {
  return { metric, description, ...s };
}

/**
 * A look-ahead that fails on these very names. A special character stands in brackets, or becomes a dot where the two
 * dialects (Onigmo and ECMAScript) differ or the filter's parser would stumble.
 */
function except(names: readonly string[]): string {
  if (names.length === 0) return '';
  const literal = (text: string) =>
    text.replaceAll(/[^A-Za-z0-9_:@/=,-]/g, (c) => (/[.*+?$]/.test(c) ? `[${c}]` : '.'));
  return `(?!(${names.map(literal).join('|')})$)`;
}
