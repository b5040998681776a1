// The containers that Kubernetes gives every CSI driver: they watch the API and call the driver over a socket.
import { k8s } from 'cdk8s-plus-28';
import { containerSecurity, httpProbe } from '../workload.js';
import { type CsiDriver, csiPorts, pluginFolder, socketFolder, socketPath, socketVolume } from './driver.js';

export const sidecarKinds = ['provisioner', 'attacher', 'resizer', 'snapshotter'] as const;
export type SidecarKind = (typeof sidecarKinds)[number];

interface Sidecar {
  readonly image: string;
  readonly resources: k8s.ResourceRequirements;
  /** TCP port of health and metrics; those of csiPorts unless said. */
  readonly port?: number;
  /** On the host network: serve on its loopback, where the kubelet asks and nobody else. */
  readonly loopback?: boolean;
}

/** One that acts on the API: it elects a leader among the controller's pods. */
export function sidecar(
  driver: CsiDriver,
  kind: SidecarKind,
  s: Sidecar & { readonly args?: readonly string[]; readonly env?: readonly k8s.EnvVar[] },
): k8s.Container {
  const port = s.port ?? csiPorts[kind];
  return {
    name: `csi-${kind}`,
    image: s.image,
    args: [
      `--csi-address=${socketPath}`,
      '--leader-election=true',
      `--leader-election-namespace=${driver.controller.namespace}`,
      `--http-endpoint=${listen(s, port)}`,
      ...(s.args ?? []),
      '--v=2',
    ],
    ...(s.env ? { env: [...s.env] } : {}),
    ...declare(s, kind, port),
    resources: s.resources,
    securityContext: containerSecurity(),
    // Fails in a leader that could not renew its lease; followers are well.
    livenessProbe: probe(s, '/healthz/leader-election', port, { initialDelay: 20, period: 20 }),
    // Served once the driver has answered.
    readinessProbe: probe(s, '/metrics', port, { period: 15 }),
    volumeMounts: [{ name: socketVolume, mountPath: socketFolder }],
  };
}

/** Asks the driver whether it is well, and serves the answer at /healthz: the driver's own probes read it there. */
export function livenessProbe(s: Sidecar & { readonly timeoutSeconds?: number }): k8s.Container {
  const port = s.port ?? csiPorts.health;
  return {
    name: 'liveness-probe',
    image: s.image,
    args: [
      `--csi-address=${socketPath}`,
      `--http-endpoint=${listen(s, port)}`,
      `--probe-timeout=${s.timeoutSeconds ?? 3}s`,
      '--v=2',
    ],
    ...declare(s, 'healthz', port),
    resources: s.resources,
    securityContext: containerSecurity(),
    livenessProbe: {
      tcpSocket: {
        ...(s.loopback ? { host: '127.0.0.1' } : {}),
        port: k8s.IntOrString.fromNumber(port),
      },
      periodSeconds: 20,
      timeoutSeconds: 5,
      failureThreshold: 3,
    },
    readinessProbe: probe(s, '/healthz', port, { period: 15, timeout: Math.max(5, s.timeoutSeconds ?? 0) }),
    volumeMounts: [{ name: socketVolume, mountPath: socketFolder }],
  };
}

/** Tells the kubelet that the driver is there. */
export function registrar(driver: CsiDriver, kubeletPath: string, s: Sidecar): k8s.Container {
  const port = s.port ?? csiPorts.registrar;
  return {
    name: 'node-driver-registrar',
    image: s.image,
    args: [
      `--csi-address=${socketPath}`,
      `--kubelet-registration-path=${pluginFolder(kubeletPath, driver.driver)}/csi.sock`,
      `--http-endpoint=${listen(s, port)}`,
      '--v=2',
    ],
    ...declare(s, 'registrar', port),
    resources: s.resources,
    securityContext: containerSecurity(),
    // Whether its socket in the kubelet's registry is still there; a restart makes it anew.
    livenessProbe: probe(s, '/healthz', port, { initialDelay: 30, period: 60 }),
    readinessProbe: probe(s, '/healthz', port, { period: 15 }),
    volumeMounts: [
      { name: socketVolume, mountPath: socketFolder },
      { name: 'registration-dir', mountPath: '/registration' },
    ],
  };
}

/** Probes of the driver itself, by way of the liveness probe beside it. */
export function driverProbes(
  options: {
    readonly port?: number;
    readonly loopback?: boolean;
    /** How long the driver may take to answer; the liveness probe's timeout. */
    readonly timeoutSeconds?: number;
  } = {},
): Pick<k8s.Container, 'livenessProbe' | 'readinessProbe'> {
  const port = options.port ?? csiPorts.health;
  const timeout = options.timeoutSeconds ?? 5;
  return {
    // Patient: a restart in the middle of a mount helps nobody.
    livenessProbe: probe(options, '/healthz', port, { initialDelay: 20, period: 20, timeout, failures: 5 }),
    readinessProbe: probe(options, '/healthz', port, { period: 10, timeout }),
  };
}

function probe(
  at: { readonly loopback?: boolean },
  path: string,
  port: number,
  options: Parameters<typeof httpProbe>[2],
): k8s.Probe {
  const { httpGet, ...rest } = httpProbe(path, port, options);
  return httpGet && at.loopback
    ? { httpGet: { ...httpGet, host: '127.0.0.1' }, ...rest }
    : { httpGet, ...rest };
}

function listen(s: Sidecar, port: number): string {
  return `${s.loopback ? '127.0.0.1' : ''}:${port}`;
}

/** Ports on the host network are the node's: none is declared, so that none is opened. */
function declare(s: Sidecar, name: string, port: number): Pick<k8s.Container, 'ports'> {
  return s.loopback ? {} : { ports: [{ name, containerPort: port }] };
}
