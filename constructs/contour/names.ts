// Names and ports that Contour and its Envoys agree on.
import { selectorLabels } from '../kit/labels.js';

export const addonName = 'contour';
export const namespaceName = 'projectcontour';
/** Deployment and Service. Envoy expects a certificate for this very name (internal/envoy/v3/bootstrap.go). */
export const contourName = 'contour';
export const envoyName = 'envoy';
export const contourPods = selectorLabels(contourName);
export const envoyPods = selectorLabels(envoyName);

export const settingsName = 'contour';
export const electionName = 'contour-leader';
/** In the IngressClass. Contour goes by the name of the class alone. */
export const controllerClass = 'projectcontour.io/projectcontour/contour';

/** Certificates of the connection between the two. */
export const xdsCa = 'contour-xds-ca';
export const contourCertificate = 'contour-xds-server';
export const envoyCertificate = 'contour-xds-client';

/** Container ports. */
export const ports = {
  xds: 8001,
  contourMetrics: 8000,
  http: 8080,
  https: 8443,
  envoyMetrics: 8002,
  shutdown: 8090,
} as const;
