// The audit policy on a real API server: calls are made, and the log is read.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditLogging } from '../../constructs/audit-logging/addon.js';
import { auditSignals } from '../../constructs/audit-logging/signals.js';
import { cluster, fullPlatform } from '../support/platform.js';
import { makeCalls } from './support/audit-calls.js';
import { type AuditEvent, describeEvent, matches, readAuditLog } from './support/audit-log.js';
import { type ControlPlane, startControlPlane } from './support/control-plane.js';
import { tool } from './support/tools.js';

const secretValue = 'hunter2-in-a-secret';
const configMapValue = 'hunter2-in-a-configmap';
const config = auditLogging.config.parse({
  // The most that can be recorded: what is confidential must stay out even so.
  level: 'RequestResponse',
  ignoreNamespaces: ['builds'],
  signals: { trustedUsers: ['deploy.bot@example.com'] },
});
const files = auditLogging.files?.(config, fullPlatform) ?? {};

let folder: string;
let plane: ControlPlane;
let events: readonly AuditEvent[] = [];
let token = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plinth-audit-'));
  const policy = join(folder, 'audit-policy.yaml');
  const log = logFile();
  writeFileSync(policy, files['audit-policy.yaml'] ?? '');
  plane = await startControlPlane({
    nodes: 1,
    apiserverArgs: [`--audit-policy-file=${policy}`, `--audit-log-path=${log}`],
  });
  const start = new Date().toISOString();
  token = await makeCalls(plane, { secretValue, configMapValue });
  events = readAuditLog(log).filter(
    // kwok plays the kubelets with an administrator's rights.
    (e) => e.requestReceivedTimestamp > start && !e.userAgent?.startsWith('kwok'),
  );
});

const logFile = () => join(folder, 'audit.log');

afterAll(async () => {
  await plane?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Levels of all events with such a description. Empty: nothing was recorded. */
const levelsOf = (description: string): string[] => [
  ...new Set(events.filter((e) => describeEvent(e) === description).map((e) => e.level)),
];

describe('the policy file', () => {
  it('is read by the API server without a complaint', () => {
    const log = readFileSync(join(plane.dir, 'run', 'log', 'kube-apiserver.log'), 'utf8');
    expect(log).not.toContain('Audit policy contains errors');
  });
});

describe('what the audit log never holds', () => {
  it('is the content of Secrets and ConfigMaps, and tokens', () => {
    const text = JSON.stringify(events);
    expect(events.length).toBeGreaterThan(50);
    expect(text).not.toContain(secretValue);
    expect(text).not.toContain(Buffer.from(secretValue).toString('base64'));
    expect(text).not.toContain(configMapValue);
    expect(token.split('.')).toHaveLength(3);
    expect(text).not.toContain(token);
    expect(text).not.toContain('managedFields');
  });
});

describe('what is recorded, and how much of it', () => {
  const robot = 'system:serviceaccount:shop:robot';
  it.each([
    ['carol create secrets db', 'Metadata'],
    ['alice get secrets db', 'Metadata'],
    ['alice patch secrets db', 'Metadata'],
    [`${robot} get secrets db`, 'Metadata'],
    ['system:node:node-0 get secrets db', 'Metadata'],
    ['carol create serviceaccounts/token robot', 'Metadata'],
    ['carol create configmaps settings', 'Metadata'],
    [`${robot} patch configmaps settings`, 'Metadata'],
    ['alice get configmaps settings', 'Metadata'],
    ['carol create pods web', 'RequestResponse'],
    ['alice list pods', 'Metadata'],
    [`${robot} delete pods absent`, 'RequestResponse'],
    ['system:node:node-0 patch nodes node-0', 'RequestResponse'],
    ['alice patch pods/ephemeralcontainers web', 'Request'],
    ['carol create clusterrolebindings too-much', 'RequestResponse'],
    ['alice create roles fine', 'RequestResponse'],
    ['carol delete validatingwebhookconfigurations guard', 'RequestResponse'],
    ['carol update certificatesigningrequests/approval somebody', 'RequestResponse'],
    ['alice deletecollection events', 'RequestResponse'],
    ['system:anonymous list namespaces', 'Metadata'],
    ['system:anonymous list secrets', 'Metadata'],
    ['nobody list pods', 'Metadata'],
    ['nobody list secrets', 'Metadata'],
  ])('%s: %s', (description, level) => {
    expect(levelsOf(description)).toEqual([level]);
  });

  it('includes sessions at their start and at their end', () => {
    const stages = events.filter((e) => describeEvent(e).endsWith('pods/exec web')).map((e) => e.stage);
    expect(new Set(stages)).toEqual(new Set(['ResponseStarted', 'ResponseComplete']));
  });

  it('has the bodies of changes of rights, to tell what was granted', () => {
    const event = events.find((e) => describeEvent(e) === 'carol create clusterrolebindings too-much');
    expect(event?.requestObject).toMatchObject({ roleRef: { name: 'cluster-admin' } });
    expect(event?.responseObject).toMatchObject({ subjects: [{ name: 'mallory' }] });
  });
});

describe('what is noise, and absent', () => {
  it.each([
    ['probes', (e: AuditEvent) => /^\/(healthz|livez|readyz|version)/.test(e.requestURI)],
    [
      'discovery by those who signed in',
      (e: AuditEvent) =>
        /^\/(apis?|openapi)($|\/[^/]+(\/v1)?$)/.test(e.requestURI.split('?')[0] ?? '') &&
        e.objectRef === undefined,
    ],
    ['scrapes by machines', (e: AuditEvent) => e.requestURI === '/metrics'],
    ['events that are written', (e: AuditEvent) => e.objectRef?.resource === 'events' && e.verb === 'create'],
    [
      'leases of machines',
      (e: AuditEvent) => e.objectRef?.resource === 'leases' && (e.user.username ?? '').startsWith('system:'),
    ],
    [
      'reads by service accounts',
      (e: AuditEvent) => describeEvent(e) === 'system:serviceaccount:shop:robot list pods',
    ],
    ['reads by kubelets', (e: AuditEvent) => describeEvent(e) === 'system:node:node-0 list pods'],
    [
      'states that kubelets report',
      (e: AuditEvent) => describeEvent(e) === 'system:node:node-0 patch nodes/status node-0',
    ],
    [
      'reads by the control plane',
      (e: AuditEvent) =>
        (e.user.username ?? '').startsWith('system:kube-') &&
        ['get', 'list', 'watch'].includes(e.verb) &&
        e.objectRef?.resource !== 'secrets',
    ],
    [
      'ignored namespaces',
      (e: AuditEvent) => e.objectRef?.namespace === 'builds' && e.objectRef.resource === 'configmaps',
    ],
    ['requests that have just come in', (e: AuditEvent) => e.stage === 'RequestReceived'],
  ])('%s', (_, isNoise) => {
    expect(events.filter(isNoise).map(describeEvent)).toEqual([]);
  });
});

describe('the signals', () => {
  const found = (metric: string) => {
    const signal = auditSignals(config, cluster).find((s) => s.metric === metric);
    if (!signal) throw new Error(`no signal ${metric}`);
    return [...new Set(events.filter((e) => matches(signal, e)).map(describeEvent))];
  };

  it.each([
    // kubectl falls back from WebSocket to SPDY.
    ['exec', ['alice get pods/exec web', 'alice create pods/exec web']],
    ['debug_container', ['alice patch pods/ephemeralcontainers web']],
    ['node_proxy', ['alice get nodes/proxy node-0']],
    ['secret_read', ['alice get secrets db']],
    [
      'token_request',
      ['carol create serviceaccounts/token robot', 'alice create serviceaccounts/token robot'],
    ],
    ['rbac_denied', ['alice create roles greedy']],
    ['cluster_admin_grant', ['carol create clusterrolebindings too-much']],
    ['certificate_approval', ['carol update certificatesigningrequests/approval somebody']],
    ['impersonation', ['alice list pods']],
    ['super_admin', ['kubernetes-super-admin list nodes']],
    ['anonymous_access', ['system:anonymous list namespaces']],
    ['anonymous_denied', ['system:anonymous list secrets']],
    ['unauthenticated', ['nobody list pods', 'nobody list secrets']],
  ])('%s means exactly these', (metric, expected) => {
    expect(found(metric)).toEqual(expected);
  });

  it('rbac_change means what people wrote, and nothing of controllers', () => {
    expect(found('rbac_change')).toContain('alice create roles fine');
    expect(found('rbac_change').filter((d) => !/^(carol|alice|admin) (create|patch) /.test(d))).toEqual([]);
  });

  it('admission_change means both ways of it', () => {
    expect(found('admission_change')).toEqual([
      'admin create validatingwebhookconfigurations guard',
      'carol delete validatingwebhookconfigurations guard',
    ]);
  });

  it('denied means known users alone', () => {
    const who = found('denied').map((d) => d.split(' ')[0]);
    expect(found('denied')).toContain('alice list deployments');
    expect(who).not.toContain('system:anonymous');
    expect(who).not.toContain('system:node:node-0');
  });
});

describe('the files for kubeadm', () => {
  it('are accepted by kubeadm, and give the API server its flags and mounts', async () => {
    const file = join(folder, 'kubeadm.yaml');
    const dryRun = mkdtempSync(join(folder, 'dry-run-'));
    writeFileSync(
      file,
      // Without a version and an address kubeadm asks the Internet and the network for them.
      `${files['kubeadm-cluster-configuration.yaml']}kubernetesVersion: v1.34.0
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
localAPIEndpoint: {advertiseAddress: 192.0.2.10}
`,
    );
    const kubeadm = (...args: string[]) =>
      execa(tool('kubeadm'), [...args, '--config', file], {
        env: { KUBEADM_INIT_DRYRUN_DIR: dryRun },
        timeout: 60_000,
      });
    expect((await kubeadm('config', 'validate')).stdout).toBe('ok');
    await kubeadm('init', 'phase', 'control-plane', 'apiserver', '--dry-run');
    const manifest = readFileSync(join(dryRun, 'kube-apiserver.yaml'), 'utf8');
    expect(manifest).toContain('- --audit-policy-file=/etc/kubernetes/audit-policy.yaml');
    expect(manifest).toContain('- --audit-log-maxage=30');
    expect(manifest).toMatch(/mountPath: \/var\/log\/kubernetes\/audit\n\s+name: audit-log/);
  });
});
