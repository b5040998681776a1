// Requests of all kinds on a real API server, for tests of what its audit log holds afterwards.
import { execa } from 'execa';
import { expect } from 'vitest';
import type { ControlPlane } from './control-plane.js';
import { anonymously, identity, type Kubectl, withToken } from './identities.js';

/** What must not be found in the log. */
export interface Values {
  readonly secretValue: string;
  readonly configMapValue: string;
}

/** Everybody who makes requests, and what they do: names appear in the log as they stand here. Returns a token that was made. */
export async function makeCalls(on: ControlPlane, values: Values): Promise<string> {
  const admin = await identity(on, 'carol', ['system:masters']);
  const alice = await identity(on, 'alice');
  const root = await identity(on, 'kubernetes-super-admin', ['system:masters']);
  const bot = await identity(on, 'deploy.bot@example.com');
  const node = await identity(on, 'system:node:node-0', ['system:nodes']);
  await prepare(on, admin, values);
  const token = (await admin('create', 'token', 'robot', '-n', 'shop')).output.trim();
  const robot = withToken(on, token);

  await people(on, alice, admin, values);
  await alice('get', 'configmap', 'settings', '-n', 'shop');
  await root('get', 'nodes');
  await bot('get', 'secret', 'db', '-n', 'shop');
  await bot('auth', 'can-i', '--list');

  await robot('get', 'secret', 'db', '-n', 'shop');
  await robot('get', 'pods', '-n', 'shop');
  await robot('get', '--raw', '/metrics');
  await robot(
    'patch',
    'configmap',
    'settings',
    '-n',
    'shop',
    '-p',
    `{"data":{"again":"${values.configMapValue}"}}`,
  );
  await robot(
    'patch',
    'lease',
    'robot',
    '-n',
    'shop',
    '-p',
    '{"spec":{"holderIdentity":"you"}}',
    '--type=merge',
  );
  await robot('delete', 'pod', 'absent', '-n', 'shop');

  await node('get', 'pods', '-n', 'shop', '--field-selector=spec.nodeName=node-0');
  await node('get', 'secret', 'db', '-n', 'shop');
  await node('annotate', 'node', 'node-0', 'example.com/by=kubelet');
  await node('patch', 'node', 'node-0', '--subresource=status', '--type=merge', '-p', '{"status":{}}');

  expect(await anonymously(on, '/healthz')).toBe(200);
  expect(await anonymously(on, '/version')).toBe(200);
  expect(await anonymously(on, '/api/v1/namespaces')).toBe(200);
  expect(await anonymously(on, '/api/v1/namespaces/shop/secrets')).toBe(403);
  expect(await anonymously(on, '/api/v1/namespaces/shop/pods', 'no-such-token')).toBe(401);
  expect(await anonymously(on, '/api/v1/namespaces/builds/secrets', 'no-such-token')).toBe(401);
  return token;
}

const lease = (namespace: string, name: string) => `
apiVersion: coordination.k8s.io/v1
kind: Lease
metadata: {name: ${name}, namespace: ${namespace}}
spec: {holderIdentity: me}`;

const rights = `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: developer}
rules:
  - {apiGroups: [""], resources: [pods, secrets, configmaps, namespaces], verbs: [get, list, watch, create, update, patch]}
  - {apiGroups: [""], resources: [pods/exec, pods/attach, pods/portforward], verbs: [get, create]}
  - {apiGroups: [""], resources: [pods/ephemeralcontainers], verbs: [patch, update]}
  - {apiGroups: [""], resources: [serviceaccounts/token, events], verbs: [create]}
  - {apiGroups: [""], resources: [serviceaccounts], verbs: [get]}
  - {apiGroups: [""], resources: [events], verbs: [create, delete, deletecollection, list]}
  - {apiGroups: [""], resources: [nodes/proxy], verbs: [get]}
  - {apiGroups: [""], resources: [users], resourceNames: [bob], verbs: [impersonate]}
  - {apiGroups: [coordination.k8s.io], resources: [leases], verbs: [get, create, update, patch]}
  - {apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: [get, create, patch, delete]}
`;

async function prepare(on: ControlPlane, admin: Kubectl, values: Values): Promise<void> {
  const made = [
    await admin('create', 'namespace', 'shop'),
    await admin('create', 'namespace', 'builds'),
    await admin(
      'create',
      'secret',
      'generic',
      'db',
      '-n',
      'shop',
      `--from-literal=password=${values.secretValue}`,
    ),
    await admin(
      'create',
      'configmap',
      'settings',
      '-n',
      'shop',
      `--from-literal=key=${values.configMapValue}`,
    ),
    await admin('create', 'configmap', 'ignored', '-n', 'builds', '--from-literal=key=x'),
    await admin('create', 'serviceaccount', 'robot', '-n', 'shop'),
    await admin('run', 'web', '-n', 'shop', '--image=web', '--overrides={"spec":{"nodeName":"node-0"}}'),
    await admin('create', 'clusterrole', 'lister', '--verb=list', '--resource=namespaces'),
    await admin(
      'create',
      'clusterrolebinding',
      'open-door',
      '--clusterrole=lister',
      '--user=system:anonymous',
    ),
    await admin('create', 'clusterrolebinding', 'too-much', '--clusterrole=cluster-admin', '--user=mallory'),
  ];
  expect(made.filter((m) => m.code !== 0)).toEqual([]);
  await on.kubectl(['apply', '-f', '-'], { input: rights });
  await on.kubectl(['apply', '-f', '-'], { input: lease('shop', 'robot') });
  for (const subject of ['--user=alice', '--user=deploy.bot@example.com', '--serviceaccount=shop:robot']) {
    const name = subject.replaceAll(/[^a-z]/g, '');
    await on.kubectl(['create', 'clusterrolebinding', name, '--clusterrole=developer', subject]);
  }
}

async function people(on: ControlPlane, alice: Kubectl, admin: Kubectl, values: Values): Promise<void> {
  await alice('get', 'secret', 'db', '-n', 'shop', '-o', 'yaml');
  await alice('patch', 'secret', 'db', '-n', 'shop', '-p', `{"stringData":{"more":"${values.secretValue}"}}`);
  await alice('get', 'pods', '-n', 'shop');
  await alice('get', 'deployments', '-n', 'shop');
  await alice('exec', '-n', 'shop', 'web', '--', 'id');
  await alice('debug', '-n', 'shop', 'web', '--image=busybox', '--', 'sleep', '1');
  await alice('get', '--raw', '/api/v1/nodes/node-0/proxy/pods');
  await alice('create', 'token', 'robot', '-n', 'shop');
  await alice('create', 'role', 'fine', '-n', 'shop', '--verb=get', '--resource=pods');
  await alice('create', 'role', 'greedy', '-n', 'shop', '--verb=*', '--resource=*');
  await alice('get', 'pods', '-n', 'shop', '--as=bob');
  await alice('delete', '--raw', '/api/v1/namespaces/shop/events');
  await on.kubectl(['apply', '-f', '-'], { input: webhook });
  await admin('delete', 'validatingwebhookconfiguration', 'guard');
  await on.kubectl(['apply', '-f', '-'], { input: await certificateRequest() });
  await admin('certificate', 'approve', 'somebody');
}

const webhook = `
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: guard}
webhooks: []`;

async function certificateRequest(): Promise<string> {
  const { stdout } = await execa('openssl', [
    ...['req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
    ...['-keyout', '/dev/null', '-subj', '/CN=somebody'],
  ]);
  return `
apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: somebody}
spec:
  signerName: kubernetes.io/kube-apiserver-client
  usages: [client auth]
  request: ${Buffer.from(`${stdout}\n`).toString('base64')}`;
}
