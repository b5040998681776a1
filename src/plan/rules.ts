// What makes a set of addons invalid. Each rule is one function in the array below; all of them are reported at once.
import type { Addon } from '../../constructs/kit/addon.js';
import type { Platform } from '../../constructs/kit/platform.js';
import type { Candidate, Providers } from './resolve.js';

export interface PlanProblem {
  /** Path in the profile. */
  readonly path: readonly PropertyKey[];
  /** The key is at fault, not the value. */
  readonly key: boolean;
  readonly message: string;
}

export interface PlanInput {
  readonly candidates: readonly Candidate[];
  readonly providers: Providers;
  readonly platform: Platform;
  /** Every addon where a need is unmet, to name those who could meet it; empty otherwise. */
  readonly catalog: readonly Addon[];
}

export function findProblems(input: PlanInput): readonly PlanProblem[] {
  return rules.flatMap((rule) => rule(input));
}

const rules = [unmetNeeds, clashingFacts, managedControlPlane, addonProblems];

/** In words, for messages. */
const factNames: Readonly<Record<string, string>> = {
  storage: 'a StorageClass',
  certificates: 'a certificate issuer',
  loadBalancer: 'something that serves LoadBalancer Services',
  ingress: 'an ingress controller',
  gatewayApi: 'the CRDs of Gateway API',
  monitoring: 'a Prometheus',
  logStore: 'a log store',
  auth: 'a sign-in service',
  auditLog: 'an audit log',
  logCollector: 'a log collector',
};

function unmetNeeds({ candidates, providers, catalog, platform }: PlanInput): PlanProblem[] {
  return candidates.flatMap(({ addon, requires }) =>
    requires
      .filter((fact) => !providers.has(fact))
      .map((fact) => {
        const able = catalog.filter((a) => offers(a, fact, platform)).map((a) => a.name);
        const enable = able.length > 0 ? `enable ${able.join(' or ')} or ` : '';
        return {
          path: ['addons', addon.name],
          key: true,
          message: `needs ${factNames[fact] ?? fact} and none is provided; ${enable}set platform.${fact}`,
        };
      }),
  );
}

/** Whether an addon with its default configuration would offer the fact. */
function offers(addon: Addon, fact: string, platform: Platform): boolean {
  const config = addon.config.safeParse({});
  return config.success && Object.hasOwn(addon.provides?.(config.data, platform.cluster) ?? {}, fact);
}

function clashingFacts({ providers }: PlanInput): PlanProblem[] {
  return [...providers]
    .filter(([, names]) => names.length > 1)
    .map(([fact, names]) => {
      const last = names[names.length - 1] ?? '';
      return {
        path: ['addons', last],
        key: true,
        message: `provides ${factNames[fact] ?? fact}, and so does ${names
          .slice(0, -1)
          .map((n) => (n === 'platform' ? `platform.${fact}` : `addons.${n}`))
          .join(', ')}; keep one`,
      };
    });
}

function managedControlPlane({ platform }: PlanInput): PlanProblem[] {
  const { distribution, controlPlaneMetrics, workers, controlPlanes } = platform.cluster;
  const problems: PlanProblem[] = [];
  const managed = ['eks', 'gke', 'aks'].includes(distribution);
  const hidden = controlPlaneMetrics.filter((part) => part !== 'kube-proxy');
  if (managed && hidden.length > 0) {
    problems.push({
      path: ['cluster', 'controlPlaneMetrics'],
      key: false,
      message: `${distribution} does not expose ${hidden.join(', ')}; remove it`,
    });
  }
  if (workers === 0 && controlPlanes === 0) {
    problems.push({
      path: ['cluster', 'workers'],
      key: false,
      message: 'a cluster needs at least one node; got none',
    });
  }
  return problems;
}

function addonProblems({ candidates, platform }: PlanInput): PlanProblem[] {
  return candidates.flatMap(({ addon, config }) =>
    (addon.problems?.(config, platform) ?? []).map(({ path, message }) => ({
      path: ['addons', addon.name, ...path],
      key: false,
      message,
    })),
  );
}
