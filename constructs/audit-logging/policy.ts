// The audit policy: what the API server records, of whom, and how much. The first rule that matches decides.
// Checked against k8s.io/apiserver@v0.34.4:pkg/audit/policy/checker.go and proven in test/e2e/audit-policy.test.ts
import type { AuditRule, Config } from './config.js';
import { noise, probesAndDiscovery, type ReasonedRule, reads, writes } from './policy-noise.js';

export interface Policy {
  readonly apiVersion: 'audit.k8s.io/v1';
  readonly kind: 'Policy';
  readonly omitStages: readonly string[];
  readonly omitManagedFields: boolean;
  readonly rules: readonly AuditRule[];
}

export function auditPolicy(config: Config): Policy {
  return {
    apiVersion: 'audit.k8s.io/v1',
    kind: 'Policy',
    omitStages: ['RequestReceived'],
    omitManagedFields: true,
    rules: policyRules(config).map(({ rule }) => rule),
  };
}

export function policyRules(config: Config): readonly ReasonedRule[] {
  return [
    ...config.rules.before.map((rule) => ({ reason: 'From the profile: rules.before.', rule })),
    ...probesAndDiscovery,
    ...sensitive,
    ...noise,
    ...(config.ignoreNamespaces.length > 0
      ? [
          {
            reason: 'From the profile: ignoreNamespaces.',
            rule: { level: 'None' as const, userGroups: known, namespaces: config.ignoreNamespaces },
          },
        ]
      : []),
    confidentialWrites,
    ...config.rules.after.map((rule) => ({ reason: 'From the profile: rules.after.', rule })),
    ...ordinary(config),
  ];
}

/**
 * Everybody whom the API server knows or takes for anonymous. What it refuses for bad credentials has no user and no
 * group, and is recorded in stage ResponseStarted alone (k8s.io/apiserver:pkg/endpoints/filters/authn_audit.go): rules
 * that leave that stage out say so, and let it pass on to the last.
 */
const known = ['system:authenticated', 'system:unauthenticated'];
/** A watch is recorded once, when it ends. */
const once: Pick<AuditRule, 'omitStages'> = { omitStages: ['RequestReceived', 'ResponseStarted'] };

const sensitive: readonly ReasonedRule[] = [
  {
    reason: 'Secrets and tokens, by whomever: who touched which, never what is in them.',
    rule: {
      level: 'Metadata',
      userGroups: known,
      resources: [{ group: '', resources: ['secrets', 'serviceaccounts/token'] }],
      ...once,
    },
  },
  {
    reason:
      'Ways into running containers and past the API server: the session is recorded at its start and its end.',
    rule: {
      level: 'Metadata',
      resources: [
        {
          group: '',
          resources: [
            'pods/exec',
            'pods/attach',
            'pods/portforward',
            'pods/proxy',
            'services/proxy',
            'nodes/proxy',
          ],
        },
      ],
    },
  },
  {
    reason: 'Debug containers: what was put into which pod.',
    rule: {
      level: 'Request',
      verbs: ['update', 'patch'],
      resources: [{ group: '', resources: ['pods/ephemeralcontainers'] }],
    },
  },
  {
    reason: 'Rights: what was asked for and what came of it.',
    rule: {
      level: 'RequestResponse',
      verbs: writes,
      resources: [{ group: 'rbac.authorization.k8s.io' }],
    },
  },
  {
    reason: 'What is admitted, by whom it is decided, and which servers answer for parts of the API.',
    rule: {
      level: 'RequestResponse',
      verbs: writes,
      resources: [
        { group: 'admissionregistration.k8s.io' },
        { group: 'apiregistration.k8s.io', resources: ['apiservices'] },
      ],
    },
  },
  {
    reason: 'Client certificates: requests, approvals and what was signed. They hold no private keys.',
    rule: {
      level: 'RequestResponse',
      verbs: writes,
      resources: [
        {
          group: 'certificates.k8s.io',
          resources: [
            'certificatesigningrequests',
            'certificatesigningrequests/approval',
            'certificatesigningrequests/status',
          ],
        },
      ],
    },
  },
];

/** Ahead of the profile's own rules, so that none of them can have these bodies recorded. */
const confidentialWrites: ReasonedRule = {
  reason: 'ConfigMaps hold passwords more often than they should, and a TokenReview holds a token.',
  rule: {
    level: 'Metadata',
    verbs: writes,
    resources: [
      { group: '', resources: ['configmaps'] },
      { group: 'authentication.k8s.io', resources: ['tokenreviews'] },
    ],
  },
};

function ordinary(config: Config): readonly ReasonedRule[] {
  return [
    ...(config.serviceAccountReads === 'None'
      ? [
          {
            reason: 'What service accounts read, by far the most of all requests. See serviceAccountReads.',
            rule: {
              level: 'None' as const,
              userGroups: ['system:serviceaccounts'],
              verbs: reads,
            },
          },
        ]
      : []),
    { reason: 'Ordinary writes, by everyone.', rule: { level: config.level, verbs: writes } },
    {
      reason: 'The rest: what people read, and what nobody in particular asks for.',
      rule: { level: 'Metadata', userGroups: known, ...once },
    },
    { reason: 'What is refused for bad credentials.', rule: { level: 'Metadata' } },
  ];
}
