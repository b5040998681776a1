// What stands between users and a service, said in each ingress controller's own words. One file a controller in guard/.
import type { Construct } from 'constructs';
import type { Problem } from './addon.js';
import type { Exposure } from './expose.js';
import { contour } from './guard/contour.js';
import { type Dialect, usersSecret } from './guard/dialect.js';
import { ingressNginx } from './guard/ingress-nginx.js';
import { nginx } from './guard/nginx.js';
import { traefik } from './guard/traefik.js';
import type { Labels } from './labels.js';
import type { Platform } from './platform.js';
import type { SecretNeed } from './secret.js';

const dialects: Record<NonNullable<Platform['ingress']>['controller'], Dialect> = {
  traefik,
  'ingress-nginx': ingressNginx,
  nginx,
  contour,
};

/** Annotations for the Ingress; adds the objects that they refer to. */
export function guard(scope: Construct, platform: Platform, e: Exposure): Record<string, string> {
  const dialect = dialectOf(platform);
  if (!dialect) return {};
  const refusal = e.auth === 'guarded' ? dialect.cannotGuard(platform) : undefined;
  // guardProblems() has told the user; whoever comes here has forgotten to ask it.
  if (refusal) throw new Error(`${e.addon}/${e.name}: ${refusal}`);
  return dialect.ingress(scope, platform, e);
}

/** Why a guarded exposure is impossible on this platform: for `problems()` of every addon that has one. */
export function guardProblems(
  platform: Platform,
  e: { readonly name: string; readonly path: Problem['path'] },
): readonly Problem[] {
  const refusal = dialectOf(platform)?.cannotGuard(platform);
  return refusal
    ? [
        {
          path: e.path,
          message: `${e.name} has no sign-in of its own and none can stand before it: ${refusal}`,
        },
      ]
    : [];
}

/** The Secret that basic authentication reads, when that is what guards. */
export function guardSecret(
  platform: Platform,
  e: { readonly namespace: string; readonly name: string; readonly addon: string },
): readonly SecretNeed[] {
  const users = dialectOf(platform)?.users;
  if (!users || platform.auth) return [];
  return [
    {
      namespace: e.namespace,
      name: usersSecret(e),
      purpose: `Users who may sign in to ${e.name} (basic authentication at the ingress)`,
      ...(users.type ? { type: users.type } : {}),
      keys: {
        [users.key]: { kind: 'htpasswd', user: 'admin', credential: usersSecret(e) },
      },
    },
    // The controller's Secret has the hash alone. Nothing in the cluster reads this one; people do.
    {
      namespace: e.namespace,
      name: `${e.name}-sign-in`,
      purpose: `User and password for signing in to ${e.name}, for people`,
      type: 'kubernetes.io/basic-auth',
      keys: {
        username: { kind: 'literal', value: 'admin' },
        password: { kind: 'password', credential: usersSecret(e) },
      },
    },
  ];
}

/** Annotations for a Service that speaks TLS itself: two controllers read them there and not on the Ingress. */
export function backendAnnotations(
  platform: Platform,
  e: Pick<Exposure, 'namespace' | 'name' | 'service' | 'backendTls'>,
): Labels {
  return e.backendTls ? (dialectOf(platform)?.service(e) ?? {}) : {};
}

function dialectOf(platform: Platform): Dialect | undefined {
  return platform.ingress && dialects[platform.ingress.controller];
}
