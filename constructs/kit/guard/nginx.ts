// F5's NGINX Ingress Controller: by annotations, which are not those of ingress-nginx.
// Annotations: nginx/kubernetes-ingress@v5.5.4:internal/k8s/validation.go
import type { Exposure } from '../expose.js';
import { type Dialect, usersSecret } from './dialect.js';

export const nginx: Dialect = {
  // The controller takes the Secret only with this type and this key (internal/k8s/secrets/validation.go).
  users: { key: 'htpasswd', type: 'nginx.org/htpasswd' },
  // Its Policy externalAuth answers an unknown user with status 401 and the page of authSigninURI, so a browser does
  // not follow oauth2-proxy's redirect (internal/configs/version1/nginx.ingress.tmpl: error_page 401 without «=»).
  cannotGuard: ({ auth }) =>
    auth
      ? 'nginx cannot send users to oauth2-proxy and back; leave oauth2-proxy out, so that basic authentication guards, or use traefik'
      : undefined,
  ingress: (_, __, e) => ({
    ...(e.auth === 'guarded'
      ? { 'nginx.org/basic-auth-secret': usersSecret(e), 'nginx.org/basic-auth-realm': e.name }
      : {}),
    // Encrypted, and never verified: verification takes a Policy egressMTLS, whose CRD is upstream's to bring.
    ...(e.backendTls ? { 'nginx.org/ssl-services': services(e) } : {}),
    // Connections are upgraded for services that are named, and for no others.
    'nginx.org/websocket-services': services(e),
    ...(e.maxBody === undefined ? {} : { 'nginx.org/client-max-body-size': e.maxBody }),
  }),
  service: () => ({}),
};

/** Every Service of the Ingress, once: these annotations take lists. */
function services(e: Exposure): string {
  return [...new Set([e, ...(e.paths ?? [])].map(({ service }) => service.name))].join(',');
}
