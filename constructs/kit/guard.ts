// Sign-in at the edge, said in each ingress controller's own words. One function a controller.
import type { Construct } from 'constructs';
import { customResource } from './custom-resource.js';
import type { Exposure } from './expose.js';
import { labels } from './labels.js';
import type { Platform } from './platform.js';
import type { SecretNeed } from './secret.js';

/** Annotations for the Ingress; adds the objects that they refer to. Empty when the service signs users in itself. */
export function guard(scope: Construct, platform: Platform, e: Exposure): Record<string, string> {
  const ingress = platform.ingress;
  if (!ingress) return {};
  return guards[ingress.controller](scope, platform, e);
}

/** The Secret that basic authentication reads, when that is what guards. */
export function guardSecret(
  platform: Platform,
  e: { readonly namespace: string; readonly name: string; readonly addon: string },
): readonly SecretNeed[] {
  if (!platform.ingress || platform.auth) return [];
  return [
    {
      namespace: e.namespace,
      name: `${e.name}-basic-auth`,
      purpose: `Users who may sign in to ${e.name} (basic authentication at the ingress)`,
      keys: {
        users: { kind: 'htpasswd', user: 'admin', credential: `${e.name}-basic-auth` },
      },
    },
  ];
}

const guards: Record<
  NonNullable<Platform['ingress']>['controller'],
  (scope: Construct, platform: Platform, e: Exposure) => Record<string, string>
> = { traefik: guardByTraefik };

function guardByTraefik(scope: Construct, platform: Platform, e: Exposure): Record<string, string> {
  if (e.auth === 'own') return {};
  const name = `${e.name}-sign-in`;
  const spec = platform.auth
    ? {
        forwardAuth: {
          address: platform.auth.authUrl,
          trustForwardHeader: false,
          authResponseHeaders: ['X-Auth-Request-User', 'X-Auth-Request-Email', 'X-Auth-Request-Groups'],
        },
      }
    : { basicAuth: { secret: `${e.name}-basic-auth`, realm: e.host, removeHeader: true } };
  customResource(scope, {
    apiVersion: 'traefik.io/v1alpha1',
    kind: 'Middleware',
    metadata: { name, namespace: e.namespace, labels: labels(e.addon, e.name) },
    spec,
  });
  return { 'traefik.ingress.kubernetes.io/router.middlewares': `${e.namespace}-${name}@kubernetescrd` };
}
