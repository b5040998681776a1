// The controllers of the bundle that run for real, each as its own service account, once its workload is in the cluster.
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:net';
import { join } from 'node:path';
import type { ControlPlane } from './control-plane.js';
import { freePort, runAsPod, serveService } from './run-as-pod.js';
import { waitUntil } from './wait.js';

export interface Operators {
  /** Logs by name of the Deployment. */
  readonly logs: Readonly<Record<string, string>>;
  /** Starts those whose Deployment has come into the cluster since the last call. */
  startPresent(): Promise<void>;
  stop(): void;
}

// An ACME server, or anything else outside of this machine, is never asked.
const offline = { HTTPS_PROXY: 'http://127.0.0.1:9', HTTP_PROXY: 'http://127.0.0.1:9' };

export function operatorsOf(cluster: ControlPlane): Operators {
  const logs: Record<string, string> = {};
  const servers: Server[] = [];
  const waiting = new Set(starts);
  return {
    logs,
    startPresent: async () => {
      const { stdout } = await cluster.kubectl(['get', 'deployments', '-A', '-o', names]);
      const present = stdout.split('\n');
      for (const start of waiting) {
        if (!present.includes(start.deployment)) continue;
        waiting.delete(start);
        servers.push(...(await start.run(cluster, logs)));
      }
    },
    stop: () => {
      for (const server of servers) server.close();
    },
  };
}

const names = String.raw`jsonpath={range .items[*]}{.metadata.namespace}/{.metadata.name}{"\n"}{end}`;

interface Start {
  /** `namespace/name` of the Deployment. */
  readonly deployment: string;
  run(cluster: ControlPlane, logs: Record<string, string>): Promise<readonly Server[]>;
}

const starts: readonly Start[] = [
  {
    deployment: 'monitoring/prometheus-operator',
    async run(cluster, logs) {
      const port = await freePort();
      logs['prometheus-operator'] = await runAsPod(cluster, {
        namespace: 'monitoring',
        deployment: 'prometheus-operator',
        program: 'prometheus-operator',
        drop: /^--web\.(cert|key|client|enable-tls|listen)/,
        after: [`--web.listen-address=127.0.0.1:${port}`],
      });
      return [];
    },
  },
  {
    deployment: 'cert-manager/cert-manager',
    async run(cluster, logs) {
      logs['cert-manager'] = await runAsPod(cluster, {
        namespace: 'cert-manager',
        deployment: 'cert-manager',
        program: 'cert-manager',
        before: ['controller'],
        env: offline,
      });
      return [];
    },
  },
  {
    deployment: 'cert-manager/cert-manager-cainjector',
    async run(cluster, logs) {
      logs['cert-manager-cainjector'] = await runAsPod(cluster, {
        namespace: 'cert-manager',
        deployment: 'cert-manager-cainjector',
        program: 'cert-manager',
        before: ['cainjector'],
      });
      return [];
    },
  },
  {
    deployment: 'cert-manager/cert-manager-webhook',
    async run(cluster, logs) {
      const [port, health] = [await freePort(), await freePort()];
      logs['cert-manager-webhook'] = await runAsPod(cluster, {
        namespace: 'cert-manager',
        deployment: 'cert-manager-webhook',
        program: 'cert-manager',
        before: ['webhook'],
        after: [`--secure-port=${port}`, `--healthz-port=${health}`, '--metrics-listen-address=127.0.0.1:0'],
      });
      return [
        await serveService(
          cluster,
          { namespace: 'cert-manager', name: 'cert-manager-webhook', port: 443 },
          port,
        ),
      ];
    },
  },
  {
    deployment: 'metallb-system/metallb-controller',
    async run(cluster, logs) {
      // Its webhook reads them from a fixed folder below the temporary one.
      const temporary = join(cluster.dir, 'run', 'metallb');
      const certificates = join(temporary, 'k8s-webhook-server', 'serving-certs');
      mkdirSync(certificates, { recursive: true });
      logs['metallb-controller'] = await runAsPod(cluster, {
        namespace: 'metallb-system',
        deployment: 'metallb-controller',
        program: 'metallb-controller',
        after: [
          '--namespace=metallb-system',
          `--cert-dir=${certificates}`,
          '--port=0',
          `--health-probe-port=${await freePort()}`,
        ],
        env: { TMPDIR: temporary },
      });
      await mountSecret(cluster, 'metallb-system', 'metallb-webhook-cert', certificates);
      // It listens on 9443, whatever the flags.
      const service = { namespace: 'metallb-system', name: 'metallb-webhook-service', port: 443 };
      return [await serveService(cluster, service, 9443)];
    },
  },
];

/** What a kubelet does with a Secret volume, once the program itself has filled the Secret. */
async function mountSecret(
  cluster: ControlPlane,
  namespace: string,
  name: string,
  folder: string,
): Promise<void> {
  await waitUntil(
    `secret ${namespace}/${name}`,
    async () => {
      const { data = {} } = await cluster.get<{ data?: Record<string, string> }>(
        'secret',
        name,
        '-n',
        namespace,
      );
      for (const [key, value] of Object.entries(data)) {
        writeFileSync(join(folder, key), Buffer.from(value, 'base64'), { mode: 0o600 });
      }
      return data['tls.crt'] ? [] : ['has no tls.crt yet'];
    },
    { timeout: 120 },
  );
}
