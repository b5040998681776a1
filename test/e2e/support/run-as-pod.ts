// Runs a workload's program for real: a local process with the arguments, the environment and the rights of its pod.
// Nothing runs in the pods of the test cluster; whether RBAC, flags and webhooks are right shows only with the program itself.
import { chmodSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import type { ControlPlane } from './control-plane.js';
import { waitUntil } from './wait.js';

export interface RunAsPodOptions {
  readonly namespace: string;
  /** Name of the Deployment. */
  readonly deployment: string;
  /** Program of the tools' folder. */
  readonly program: string;
  /** Arguments before those of the pod. */
  readonly before?: readonly string[];
  /** Arguments after those of the pod: addresses on loopback. The last of two equal flags counts. */
  readonly after?: readonly string[];
  /** Pod arguments that have no meaning outside of a pod. */
  readonly drop?: RegExp;
  readonly env?: Readonly<Record<string, string>>;
}

interface Deployment {
  readonly spec: {
    readonly selector: { readonly matchLabels: Readonly<Record<string, string>> };
    readonly template: {
      readonly spec: {
        readonly serviceAccountName: string;
        readonly containers: readonly {
          readonly args?: readonly string[];
          readonly env?: readonly {
            readonly name: string;
            readonly value?: string;
            readonly valueFrom?: { readonly fieldRef?: { readonly fieldPath: string } };
          }[];
        }[];
      };
    };
  };
}

/** Returns the path of the program's log. */
export async function runAsPod(cluster: ControlPlane, options: RunAsPodOptions): Promise<string> {
  const { namespace } = options;
  const deployment = await cluster.get<Deployment>('deployment', options.deployment, '-n', namespace);
  const { serviceAccountName, containers } = deployment.spec.template.spec;
  const pod = await podOf(cluster, namespace, deployment);
  const container = containers[0];
  const kubeconfig = await serviceAccountKubeconfig(cluster, namespace, serviceAccountName);
  const env: Record<string, string> = {};
  for (const { name, value, valueFrom } of container?.env ?? []) {
    const field = valueFrom?.fieldRef?.fieldPath;
    if (value !== undefined) env[name] = value;
    else if (field === 'metadata.namespace') env[name] = namespace;
    else if (field === 'metadata.name') env[name] = pod;
    else if (field === 'spec.nodeName') env[name] = 'node-0';
  }
  const args = (container?.args ?? [])
    .filter((arg) => !options.drop?.test(arg))
    .map((arg) => arg.replace(/\$\(([A-Z_]+)\)/g, (whole, name: string) => env[name] ?? whole));
  return cluster.start(options.program, {
    name: options.deployment,
    args: [...(options.before ?? []), ...args, ...(options.after ?? [])],
    env: { ...env, KUBECONFIG: kubeconfig, ...options.env },
  });
}

/** Name of a pod of the Deployment: programs look their own pod up. */
async function podOf(cluster: ControlPlane, namespace: string, { spec }: Deployment): Promise<string> {
  const labels = Object.entries(spec.selector.matchLabels).map(([key, value]) => `${key}=${value}`);
  let name = '';
  await waitUntil(
    `a pod of ${labels.join(',')}`,
    async () => {
      const { stdout } = await cluster.kubectl([
        'get',
        'pods',
        '-n',
        namespace,
        '-l',
        labels.join(','),
        '-o',
        'name',
      ]);
      name = stdout.split('\n')[0]?.replace('pod/', '') ?? '';
      return name === '' ? ['there is none'] : [];
    },
    { timeout: 60 },
  );
  return name;
}

/** A kubeconfig whose user is the service account, by a token that the API server issues. */
export async function serviceAccountKubeconfig(
  cluster: ControlPlane,
  namespace: string,
  name: string,
): Promise<string> {
  const { stdout: token } = await cluster.kubectl([
    'create',
    'token',
    name,
    '-n',
    namespace,
    '--duration=2h',
  ]);
  const { stdout } = await cluster.kubectl(['config', 'view', '--raw', '--minify', '-o', 'json']);
  const config = JSON.parse(stdout);
  config.users[0].user = { token: token.trim() };
  const path = join(cluster.dir, 'run', `${namespace}-${name}.kubeconfig`);
  writeFileSync(path, JSON.stringify(config));
  chmodSync(path, 0o600);
  return path;
}

/**
 * Lets a local port answer at a Service's address, which lies on loopback as well: the API server then reaches the
 * process as it would reach the pods.
 */
export async function serveService(
  cluster: ControlPlane,
  service: { readonly namespace: string; readonly name: string; readonly port: number },
  localPort: number,
): Promise<Server> {
  const { spec } = await cluster.get<{ spec: { clusterIP: string } }>(
    'service',
    service.name,
    '-n',
    service.namespace,
  );
  const server = createServer((inbound) => {
    const outbound = connect(localPort, '127.0.0.1');
    inbound.on('error', () => outbound.destroy());
    outbound.on('error', () => inbound.destroy());
    inbound.pipe(outbound).pipe(inbound);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(service.port, spec.clusterIP, resolve);
  });
  return server;
}

/** A free port on loopback. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
