// How the API server finds metrics-server, and how it knows that it is the right one.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { certificate } from '../kit/certificate.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { addonName, name, namespaceName, serverPods, servingSecret } from './names.js';

export function apiService(scope: Construct, platform: Platform): void {
  new k8s.KubeService(scope, 'service', {
    metadata: { name, namespace: namespaceName, labels: labels(addonName, name) },
    spec: {
      ports: [
        {
          name: 'https',
          appProtocol: 'https',
          port: 443,
          targetPort: k8s.IntOrString.fromString('https'),
          protocol: 'TCP',
        },
      ],
      selector: serverPods,
    },
  });
  if (platform.certificates) {
    certificate(scope, {
      addon: addonName,
      namespace: namespaceName,
      name,
      secretName: servingSecret,
      issuer: platform.certificates.private,
      // The aggregator asks for the first; Prometheus is told to expect it too.
      dnsNames: [serverName, `${serverName}.${platform.cluster.clusterDomain}`],
    });
  }
  new k8s.KubeApiService(scope, 'api-service', {
    metadata: {
      name: 'v1beta1.metrics.k8s.io',
      labels: labels(addonName, name),
      // cert-manager's CA injector fills caBundle in, from ca.crt in the Secret of this Certificate.
      ...(platform.certificates
        ? { annotations: { 'cert-manager.io/inject-ca-from': `${namespaceName}/${name}` } }
        : {}),
    },
    spec: {
      group: 'metrics.k8s.io',
      groupPriorityMinimum: 100,
      // As upstream: its self-signed certificate is unknown to the API server. Never beside a caBundle.
      ...(platform.certificates ? {} : { insecureSkipTlsVerify: true }),
      service: { name, namespace: namespaceName, port: 443 },
      version: 'v1beta1',
      versionPriority: 100,
    },
  });
}

/** The name that the certificate is checked for. */
export const serverName = `${name}.${namespaceName}.svc`;
