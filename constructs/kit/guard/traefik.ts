// Traefik: middlewares for sign-in, a ServersTransport for TLS behind it. Redirects and headers belong to its entry points.
// Annotations: traefik/traefik@v3.7.9:docs/content/reference/routing-configuration/kubernetes/ingress.md
import { customResource } from '../custom-resource.js';
import { labels } from '../labels.js';
import { type Dialect, usersSecret } from './dialect.js';

export const traefik: Dialect = {
  users: { key: 'users' },
  cannotGuard: () => undefined,
  ingress(scope, platform, e): Record<string, string> {
    if (e.backendTls) {
      const trust = e.backendTls === true ? undefined : e.backendTls;
      customResource(scope, {
        apiVersion: 'traefik.io/v1alpha1',
        kind: 'ServersTransport',
        metadata: { name: `${e.name}-tls`, namespace: e.namespace, labels: labels(e.addon, e.name) },
        spec: trust
          ? { serverName: trust.serverName, rootCAs: [{ secret: trust.caSecret }] }
          : { insecureSkipVerify: true },
      });
    }
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
      : { basicAuth: { secret: usersSecret(e), realm: e.host, removeHeader: true } };
    customResource(scope, {
      apiVersion: 'traefik.io/v1alpha1',
      kind: 'Middleware',
      metadata: { name, namespace: e.namespace, labels: labels(e.addon, e.name) },
      spec,
    });
    return { 'traefik.ingress.kubernetes.io/router.middlewares': `${e.namespace}-${name}@kubernetescrd` };
  },
  service: (e) => ({
    'traefik.ingress.kubernetes.io/service.serversscheme': 'https',
    'traefik.ingress.kubernetes.io/service.serverstransport': `${e.namespace}-${e.name}-tls@kubernetescrd`,
  }),
};
