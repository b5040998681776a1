// Contour: an Ingress can ask it for little. Body sizes are not limited by it.
// Annotations: projectcontour/contour@v1.33.6:internal/annotation/annotations.go
import type { Dialect } from './dialect.js';

export const contour: Dialect = {
  // Envoy asks authorization services over gRPC alone (ExtensionService), which oauth2-proxy does not speak.
  cannotGuard: () =>
    'contour has no basic authentication and cannot ask oauth2-proxy; set host: false to keep it inside of the cluster, or use traefik',
  ingress: () => ({
    'ingress.kubernetes.io/force-ssl-redirect': 'true',
    // Connections are upgraded on routes that are named, and on no others.
    'projectcontour.io/websocket-routes': '/',
  }),
  // Encrypted, and never verified: an Ingress has no place for a CA; HTTPProxy has (validation.caSecret).
  service: (e) => ({ 'projectcontour.io/upstream-protocol.tls': e.service.port }),
};
