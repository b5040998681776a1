// Clients reach the Envoys, the Envoys reach Contour and every backend, and Contour alone reaches the API server.
import type { Construct } from 'constructs';
import { allow, flow, toApiServer, toDns } from '../kit/allow.js';
import { edgeNetwork } from '../kit/edge-network.js';
import type { Platform } from '../kit/platform.js';
import { addonName, contourName, contourPods, envoyName, envoyPods, namespaceName, ports } from './names.js';

export function network(scope: Construct, platform: Platform): void {
  edgeNetwork(scope, {
    addon: addonName,
    namespace: namespaceName,
    name: envoyName,
    pods: envoyPods,
    entrance: [{ port: ports.http }, { port: ports.https }],
  });
  allow(scope, {
    addon: addonName,
    namespace: namespaceName,
    name: contourName,
    pods: contourPods,
    from: [flow({ namespace: namespaceName, podLabels: envoyPods }, ports.xds)],
    to: [toDns(), toApiServer(platform)],
  });
}
