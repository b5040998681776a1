// TLS: the platform's CA vouches for the HTTP port, and a CA of our own decides who is a node and who is an administrator.
import type { Construct } from 'constructs';
import { certificate } from '../kit/certificate.js';
import { customResource } from '../kit/custom-resource.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import {
  addonName,
  adminTlsSecret,
  discoveryName,
  httpTlsSecret,
  namespaceName,
  serviceName,
  transportTlsSecret,
} from './names.js';

/** Subjects with one part each: the security plugin compares DNs as strings, and the order of parts is a trap. */
export const nodeCommonName = 'opensearch-node';
export const adminCommonName = 'opensearch-admin';

const caName = 'opensearch-ca';

export function certificates(scope: Construct, platform: Platform): void {
  const privateIssuer = platform.certificates?.private;
  if (!privateIssuer) return;
  certificate(scope, {
    addon: addonName,
    namespace: namespaceName,
    name: 'opensearch-http',
    secretName: httpTlsSecret,
    issuer: privateIssuer,
    commonName: serviceName,
    dnsNames: namesOf(serviceName, platform),
    keyEncoding: 'PKCS8',
  });
  ownAuthority(scope);
  certificate(scope, {
    addon: addonName,
    namespace: namespaceName,
    name: 'opensearch-transport',
    secretName: transportTlsSecret,
    issuer: { kind: 'Issuer', name: caName },
    commonName: nodeCommonName,
    dnsNames: [
      ...namesOf(discoveryName, platform),
      `*.${discoveryName}.${namespaceName}.svc.${platform.cluster.clusterDomain}`,
    ],
    // Each node is the client of the others.
    usages: ['digital signature', 'key encipherment', 'server auth', 'client auth'],
    keyEncoding: 'PKCS8',
  });
  certificate(scope, {
    addon: addonName,
    namespace: namespaceName,
    name: 'opensearch-admin',
    secretName: adminTlsSecret,
    issuer: { kind: 'Issuer', name: caName },
    commonName: adminCommonName,
    usages: ['digital signature', 'client auth'],
    keyEncoding: 'PKCS8',
  });
}

/**
 * The platform's ClusterIssuer signs any subject for anyone who may create a Certificate in any namespace. Were it
 * trusted for nodes and administrators, each of them could become one. This CA signs in this namespace alone.
 */
function ownAuthority(scope: Construct): void {
  customResource(scope, {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Issuer',
    metadata: {
      name: 'opensearch-self-signed',
      namespace: namespaceName,
      labels: labels(addonName, 'opensearch-self-signed'),
    },
    spec: { selfSigned: {} },
  });
  customResource(scope, {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: caName, namespace: namespaceName, labels: labels(addonName, caName) },
    spec: {
      secretName: caName,
      issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name: 'opensearch-self-signed' },
      isCA: true,
      commonName: caName,
      duration: '87600h',
      renewBefore: '8760h',
      usages: ['digital signature', 'cert sign', 'crl sign'],
      // The key stays when the CA is renewed, so that certificates of before and after trust each other.
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Never' },
    },
  });
  customResource(scope, {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Issuer',
    metadata: { name: caName, namespace: namespaceName, labels: labels(addonName, caName) },
    spec: { ca: { secretName: caName } },
  });
}

function namesOf(service: string, platform: Platform): string[] {
  return [
    service,
    `${service}.${namespaceName}`,
    `${service}.${namespaceName}.svc`,
    `${service}.${namespaceName}.svc.${platform.cluster.clusterDomain}`,
    'localhost',
  ];
}
