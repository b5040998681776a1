// People and machines that a test makes requests as: client certificates signed by the control plane's own CA.
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { execa } from 'execa';
import type { ControlPlane } from './control-plane.js';
import { tool } from './tools.js';

/** Runs kubectl and never fails: refusals are what tests of audit logs want. */
export type Kubectl = (
  ...args: readonly string[]
) => Promise<{ readonly code: number; readonly output: string }>;

export async function identity(
  plane: ControlPlane,
  name: string,
  groups: readonly string[] = [],
): Promise<Kubectl> {
  const pki = join(plane.dir, 'run', 'pki');
  const file = join(plane.dir, name.replaceAll(/[^a-z0-9-]/g, '-'));
  const subject = `${groups.map((g) => `/O=${g}`).join('')}/CN=${name}`;
  await execa('openssl', [
    ...['req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
    ...['-subj', subject, '-keyout', `${file}.key`, '-out', `${file}.csr`],
  ]);
  await execa('openssl', [
    ...['x509', '-req', '-in', `${file}.csr`, '-CA', join(pki, 'ca.crt'), '-CAkey', join(pki, 'ca.key')],
    ...['-CAcreateserial', '-days', '1', '-out', `${file}.crt`],
  ]);
  return client(plane, ['--client-certificate', `${file}.crt`, '--client-key', `${file}.key`]);
}

export function withToken(plane: ControlPlane, token: string): Kubectl {
  return client(plane, ['--token', token]);
}

/** A request without credentials. */
export async function anonymously(plane: ControlPlane, path: string, token?: string): Promise<number> {
  const server = serverOf(plane);
  return new Promise((resolve, reject) => {
    const req = request(
      new URL(path, server),
      {
        ca: readFileSync(join(plane.dir, 'run', 'pki', 'ca.crt')),
        ...(token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
      },
      (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
      },
    );
    req.on('error', reject);
    req.end();
  });
}

function client(plane: ControlPlane, credentials: readonly string[]): Kubectl {
  const connection = [
    ...['--kubeconfig', '/dev/null', '--server', serverOf(plane)],
    ...['--certificate-authority', join(plane.dir, 'run', 'pki', 'ca.crt')],
    // Discovery is not kept: what one run asks another asks too.
    ...['--cache-dir', join(plane.dir, 'cache')],
  ];
  return async (...args) => {
    const { exitCode, all } = await execa(tool('kubectl'), [...connection, ...credentials, ...args], {
      all: true,
      reject: false,
      timeout: 60_000,
      input: '',
    });
    return { code: exitCode ?? 1, output: all };
  };
}

function serverOf(plane: ControlPlane): string {
  const found = /server: (\S+)/.exec(readFileSync(plane.kubeconfig, 'utf8'))?.[1];
  if (!found) throw new Error(`${plane.kubeconfig} names no server`);
  return found;
}
