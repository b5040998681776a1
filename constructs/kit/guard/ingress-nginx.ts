// ingress-nginx: all by annotations. HTTPS is enforced wherever an Ingress has TLS; HSTS is in its ConfigMap.
// Annotations: kubernetes/ingress-nginx@controller-v1.15.1:docs/user-guide/nginx-configuration/annotations.md
import type { Exposure } from '../expose.js';
import type { Platform } from '../platform.js';
import { type Dialect, usersSecret } from './dialect.js';

const prefix = 'nginx.ingress.kubernetes.io';

export const ingressNginx: Dialect = {
  users: { key: 'auth' },
  cannotGuard: () => undefined,
  ingress: (_, platform, e) => ({ ...signIn(platform, e), ...backend(e), ...body(e) }),
  service: () => ({}),
};

function signIn({ auth }: Platform, e: Exposure): Record<string, string> {
  if (e.auth === 'own') return {};
  if (!auth) {
    return {
      [`${prefix}/auth-type`]: 'basic',
      [`${prefix}/auth-secret`]: usersSecret(e),
      [`${prefix}/auth-secret-type`]: 'auth-file',
      [`${prefix}/auth-realm`]: e.name,
    };
  }
  return {
    [`${prefix}/auth-url`]: auth.checkUrl ?? auth.authUrl,
    // The variables are nginx's.
    [`${prefix}/auth-signin`]: `${auth.signInUrl}?rd=$scheme://$host$escaped_request_uri`,
    [`${prefix}/auth-response-headers`]: 'X-Auth-Request-User,X-Auth-Request-Email,X-Auth-Request-Groups',
  };
}

function backend(e: Exposure): Record<string, string> {
  if (!e.backendTls) return {};
  const https = { [`${prefix}/backend-protocol`]: 'HTTPS' };
  if (e.backendTls === true) return https;
  return {
    ...https,
    [`${prefix}/proxy-ssl-secret`]: `${e.namespace}/${e.backendTls.caSecret}`,
    [`${prefix}/proxy-ssl-verify`]: 'on',
    [`${prefix}/proxy-ssl-name`]: e.backendTls.serverName,
    [`${prefix}/proxy-ssl-server-name`]: 'on',
  };
}

function body(e: Exposure): Record<string, string> {
  if (e.maxBody === undefined) return {};
  return {
    [`${prefix}/proxy-body-size`]: e.maxBody,
    // Without a bound, bodies are image layers and archives: they would fill the controller's disk on their way.
    ...(e.maxBody === '0' ? { [`${prefix}/proxy-request-buffering`]: 'off' } : {}),
  };
}
