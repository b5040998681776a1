// What the pods of all components share: security, certificates, trust, ports and Services.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Platform } from '../kit/platform.js';
import { checksum, podSecurity, resources, serviceAccount } from '../kit/workload.js';
import type { Config } from './config.js';
import {
  addonName,
  type Component,
  labelsOf,
  nameOf,
  namespaceName,
  secretNames,
  selectorOf,
  type TlsComponent,
  tlsSecretOf,
} from './names.js';

/** User and group of Harbor's images; PostgreSQL and Valkey have another. */
const harborUser = 10000;

/** Files for the pod's group alone. */
const groupOnly = 0o440;

const tlsDirectory = '/etc/harbor/ssl';
const trustDirectory = '/etc/harbor/trust';

/** What is the same in every pod; `containers` and the rest come from the component. */
export function podBase(component: Component, user = harborUser): Omit<k8s.PodSpec, 'containers'> {
  return {
    serviceAccountName: nameOf(component),
    automountServiceAccountToken: false,
    // Services named harbor-* would set variables such as HARBOR_DATABASE_PORT, which the exporter reads.
    enableServiceLinks: false,
    priorityClassName: 'plinth-platform',
    securityContext: podSecurity(user, user, user),
  };
}

/** Labels of a pod, and annotations that roll it when what it reads at start has changed. */
export function podMetadata(component: Component, ...contents: readonly string[]): k8s.ObjectMeta {
  return {
    labels: labelsOf(component),
    ...(contents.length > 0 ? { annotations: checksum(...contents) } : {}),
  };
}

/** Metadata of an object that bears the component's name. */
export function metadata(component: Component, name = nameOf(component)): k8s.ObjectMeta {
  return { name, namespace: namespaceName, labels: labelsOf(component) };
}

export function configMap(
  scope: Construct,
  component: Component,
  data: Readonly<Record<string, string>>,
): void {
  new k8s.KubeConfigMap(scope, `${component}-config`, { metadata: metadata(component), data: { ...data } });
}

export function account(scope: Construct, component: Component, platform: Platform): void {
  serviceAccount(scope, addonName, namespaceName, nameOf(component), platform);
}

export interface ServicePort {
  readonly name: string;
  readonly port: number;
}

/** A Service whose ports lead to the container ports of the same names. */
export function service(
  scope: Construct,
  component: Component,
  ports: readonly ServicePort[],
  options: { readonly headless?: boolean; readonly annotations?: Readonly<Record<string, string>> } = {},
): void {
  const { annotations = {} } = options;
  new k8s.KubeService(scope, `${component}-service`, {
    metadata: {
      ...metadata(component),
      ...(Object.keys(annotations).length > 0 ? { annotations: { ...annotations } } : {}),
    },
    spec: {
      type: 'ClusterIP',
      ...(options.headless ? { clusterIp: 'None' } : {}),
      selector: selectorOf(component),
      ports: ports.map(({ name, port }) => ({ name, port, targetPort: k8s.IntOrString.fromString(name) })),
    },
  });
}

/** The component's certificate and key, and the CAs that it trusts. */
export function tlsVolumes(component: TlsComponent, config: Config): k8s.Volume[] {
  return [
    { name: 'tls', secret: { secretName: tlsSecretOf(component), defaultMode: groupOnly } },
    trustVolume(component, config),
  ];
}

/** `of`: the component whose Secret has the CA of all of them. */
export function trustVolume(of: TlsComponent, config: Config): k8s.Volume {
  const authority = (name: string, path: string): k8s.VolumeProjection => ({
    secret: { name, items: [{ key: 'ca.crt', path }] },
  });
  return {
    name: 'trust',
    projected: {
      defaultMode: groupOnly,
      sources: [
        authority(tlsSecretOf(of), 'internal.crt'),
        ...(config.trustedCa ? [authority(secretNames.trustedCa, 'given.crt')] : []),
      ],
    },
  };
}

export const trustMount: k8s.VolumeMount = { name: 'trust', mountPath: trustDirectory, readOnly: true };

export function tlsMounts(component: TlsComponent): k8s.VolumeMount[] {
  return [{ name: 'tls', mountPath: `${tlsDirectory}/${component}`, readOnly: true }, trustMount];
}

export function tlsFile(component: TlsComponent, file: 'tls.crt' | 'tls.key' | 'ca.crt'): string {
  return `${tlsDirectory}/${component}/${file}`;
}

/**
 * The images' entry points write the CA into the system's bundle, which takes a writable root. We start the programs
 * themselves: Go reads every certificate in this directory beside the system's bundle (crypto/x509/root_unix.go).
 */
export const trustEnv: k8s.EnvVar = { name: 'SSL_CERT_DIR', value: trustDirectory };

/** Internal TLS as Harbor's own programs read it (src/common/http/tls.go). */
export function tlsEnv(component: TlsComponent): k8s.EnvVar[] {
  return [
    { name: 'INTERNAL_TLS_ENABLED', value: 'true' },
    { name: 'INTERNAL_TLS_KEY_PATH', value: tlsFile(component, 'tls.key') },
    { name: 'INTERNAL_TLS_CERT_PATH', value: tlsFile(component, 'tls.crt') },
    { name: 'INTERNAL_TLS_TRUST_CA_PATH', value: tlsFile(component, 'ca.crt') },
    trustEnv,
  ];
}

export function env(values: Readonly<Record<string, string>>): k8s.EnvVar[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

export function secretEnv(name: string, secret: string, key: string): k8s.EnvVar {
  return { name, valueFrom: { secretKeyRef: { name: secret, key } } };
}

export function secretVolume(name: string, secretName: string, ...keys: readonly string[]): k8s.Volume {
  return {
    name,
    secret: { secretName, defaultMode: groupOnly, items: keys.map((key) => ({ key, path: key })) },
  };
}

/** An emptyDir with a bound: above it the pod is evicted. */
export function scratch(name: string, size: string): k8s.Volume {
  return { name, emptyDir: { sizeLimit: k8s.Quantity.fromString(size) } };
}

/** Alive as long as the port is open: whatever a restart cannot mend is what readiness is about. */
export function portProbe(port: string, failures = 6): k8s.Probe {
  return {
    tcpSocket: { port: k8s.IntOrString.fromString(port) },
    periodSeconds: 20,
    timeoutSeconds: 5,
    failureThreshold: failures,
  };
}

/** Requests, the memory limit, and a bound on what the container leaves on the node's disk. */
export function compute(
  config: { readonly cpu: string; readonly memory: string; readonly memoryLimit: string },
  disk: string,
): k8s.ResourceRequirements {
  const { requests, limits } = resources(config.cpu, config.memory, config.memoryLimit);
  return {
    requests: { ...requests, 'ephemeral-storage': k8s.Quantity.fromString('64Mi') },
    limits: { ...limits, 'ephemeral-storage': k8s.Quantity.fromString(disk) },
  };
}

/** Proxy variables, with everything of the cluster left out. */
export function proxyEnv(config: Config, platform: Platform): k8s.EnvVar[] {
  const proxy = config.httpProxy;
  if (!proxy) return [];
  const { podCidrs, serviceCidrs, clusterDomain } = platform.cluster;
  const own = (['core', 'portal', 'jobservice', 'registry', 'trivy', 'database', 'valkey'] as const).map(
    nameOf,
  );
  return env({
    HTTP_PROXY: proxy.url,
    HTTPS_PROXY: proxy.url,
    NO_PROXY: [
      ...own,
      '127.0.0.1',
      'localhost',
      '.svc',
      `.${clusterDomain}`,
      ...podCidrs,
      ...serviceCidrs,
      ...proxy.except,
    ].join(','),
  });
}
