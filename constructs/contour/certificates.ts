// The connection by which Envoys learn what to serve carries the private key of every host. It has a CA of its own:
// with the platform's, each holder of one of its many certificates could ask for them. No Job makes the certificates.
import type { Construct } from 'constructs';
import { certificate } from '../kit/certificate.js';
import { customResource } from '../kit/custom-resource.js';
import { labels } from '../kit/labels.js';
import {
  addonName,
  contourCertificate,
  contourName,
  envoyCertificate,
  envoyName,
  namespaceName,
  xdsCa,
} from './names.js';

const selfSigned = 'contour-self-signed';

export function certificates(scope: Construct): void {
  const issuer = (name: string, spec: Record<string, unknown>) =>
    customResource(scope, {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Issuer',
      metadata: { name, namespace: namespaceName, labels: labels(addonName, name) },
      spec,
    });
  issuer(selfSigned, { selfSigned: {} });
  customResource(scope, {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: xdsCa, namespace: namespaceName, labels: labels(addonName, xdsCa) },
    spec: {
      secretName: xdsCa,
      issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name: selfSigned },
      commonName: xdsCa,
      isCA: true,
      // Ten years: both sides have to trust a new one at the same moment.
      duration: '87600h',
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Never' },
    },
  });
  issuer(xdsCa, { ca: { secretName: xdsCa } });
  // Both reload renewed files by themselves.
  leaf(scope, contourCertificate, contourName, 'server auth');
  leaf(scope, envoyCertificate, envoyName, 'client auth');
}

function leaf(scope: Construct, name: string, dnsName: string, usage: string): void {
  certificate(scope, {
    addon: addonName,
    namespace: namespaceName,
    name,
    secretName: name,
    issuer: { kind: 'Issuer', name: xdsCa },
    dnsNames: [dnsName],
    usages: ['digital signature', 'key encipherment', usage],
  });
}
