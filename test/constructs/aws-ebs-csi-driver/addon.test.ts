// aws-ebs-csi-driver: ways to sign in, classes that AWS would refuse, and a node plugin that leaves in order.
import { describe, expect, it } from 'vitest';
import { awsEbsCsiDriver } from '../../../constructs/aws-ebs-csi-driver/addon.js';
import { alerts, ebsDashboard, metrics } from '../../../constructs/aws-ebs-csi-driver/monitoring.js';
import type { KubeObject } from '../../../src/synth/document.js';
import { renderAddon } from '../../../src/synth/render.js';
import { expectMetrics, snapshotPlatform } from '../../support/csi.js';
import { cluster, fullPlatform } from '../../support/platform.js';
import { podTemplates } from '../../support/pods.js';

const parse = (config: object = {}) => awsEbsCsiDriver.config.parse(config);
const render = (config: object = {}, platform = fullPlatform) =>
  renderAddon(awsEbsCsiDriver, parse(config), platform);
const problems = (config: object) =>
  (awsEbsCsiDriver.problems?.(parse(config), fullPlatform) ?? []).map(
    (p) => `${p.path.join('.')} ${p.message}`,
  );

function find(objects: readonly KubeObject[], kind: string, name: string) {
  const found = objects.find((o) => o.kind === kind && o.metadata.name === name);
  expect(found, `${kind} ${name}`).toBeDefined();
  return found as KubeObject;
}

describe('the EBS controller', () => {
  const role = 'arn:aws:iam::123456789012:role/ebs';

  it('signs in by its ServiceAccount, with a role when the profile names one', () => {
    const account = (config: object) =>
      find(render(config), 'ServiceAccount', 'ebs-csi-controller').metadata.annotations;
    expect(account({ roleArn: role })).toEqual({ 'eks.amazonaws.com/role-arn': role });
    expect(account({})).toBeUndefined();
    expect(awsEbsCsiDriver.secrets?.(parse(), fullPlatform)).toEqual([]);
    expect(JSON.stringify(podTemplates(render()))).not.toContain('AWS_ACCESS_KEY_ID');
  });

  it('signs in by a key when told, which no node has', () => {
    for (const { owner, spec } of podTemplates(render({ accessKeySecret: true }))) {
      expect(JSON.stringify(spec).includes('"key":"access_key"')).toBe(owner.kind === 'Deployment');
    }
    expect(awsEbsCsiDriver.secrets?.(parse({ accessKeySecret: true }), fullPlatform)).toHaveLength(1);
    expect(problems({ accessKeySecret: true, roleArn: role })).toEqual([
      expect.stringMatching(/^accessKeySecret .*remove one/),
    ]);
  });

  it('tags what it makes with the cluster and the profile’s tags', () => {
    const text = JSON.stringify(
      podTemplates(render({ tags: { team: 'a', cost: 'b' }, region: 'eu-west-1' })),
    );
    expect(text).toContain('--k8s-tag-cluster-id=test');
    expect(text).toContain('--extra-tags=team=a,cost=b');
    expect(text).toContain('{"name":"AWS_REGION","value":"eu-west-1"}');
    expect(awsEbsCsiDriver.config.safeParse({ tags: { 'aws:x': 'y' } }).success).toBe(false);
    expect(awsEbsCsiDriver.config.safeParse({ tags: { x: 'a,b' } }).success).toBe(false);
  });

  it('reaches AWS by HTTPS, and the metadata and Pod Identity addresses', () => {
    const policy = JSON.stringify(find(render(), 'NetworkPolicy', 'ebs-csi-controller'));
    for (const address of ['169.254.169.254/32', '169.254.170.23/32']) expect(policy).toContain(address);
    expect(find(render(), 'NetworkPolicy', 'ebs-csi-node')).toMatchObject({
      spec: { egress: [{ ports: [{ port: 6443 }] }, { ports: [{ port: 80 }] }] },
    });
  });
});

describe('the EBS node plugin', () => {
  const [pod] = podTemplates(render({ kubeletPath: '/data/kubelet' })).filter(
    (p) => p.owner.kind === 'DaemonSet',
  );

  it('waits for volumes to be detached before it goes', () => {
    expect(JSON.stringify(pod?.spec)).toContain('"/bin/aws-ebs-csi-driver","pre-stop-hook"');
    const role = find(render(), 'ClusterRole', 'aws-ebs-csi-driver-node');
    expect(JSON.stringify(role['rules'])).toContain('volumeattachments');
  });

  it('looks where the kubelet is', () => {
    const text = JSON.stringify(pod?.spec);
    expect(text).toContain('/data/kubelet/plugins/ebs.csi.aws.com/csi.sock');
    expect(text).not.toContain('/var/lib/kubelet');
  });
});

describe('the classes of EBS', () => {
  it('encrypt, wait for the pod and are the storage of the others', () => {
    expect(find(render(), 'StorageClass', 'gp3')).toMatchObject({
      parameters: { type: 'gp3', encrypted: 'true', 'csi.storage.k8s.io/fstype': 'ext4' },
      volumeBindingMode: 'WaitForFirstConsumer',
    });
    expect(awsEbsCsiDriver.provides?.(parse(), cluster).storage).toEqual({ block: 'gp3' });
  });

  it.each([
    [{ type: 'io2' }, /^storageClasses\.0 is of type io2, which needs iops/],
    [{ type: 'st1', iops: 500 }, /^storageClasses\.0\.iops/],
    [{ type: 'io1', iops: 500, throughput: 200 }, /^storageClasses\.0\.throughput/],
    [
      { encrypted: false, kmsKeyId: 'arn:aws:kms:eu-west-1:123456789012:key/abc' },
      /^storageClasses\.0\.kmsKeyId/,
    ],
  ])('are refused as AWS would refuse them: %j', (entry, message) => {
    expect(problems({ storageClasses: [{ name: 'x', ...entry }] })).toEqual([expect.stringMatching(message)]);
  });

  it('are accepted when they fit', () => {
    expect(problems({ storageClasses: [{ name: 'x', type: 'io2', iops: 5000 }] })).toEqual([]);
    expect(problems({ volumeAttachLimit: 20, reservedVolumeAttachments: 2 })).toHaveLength(1);
  });

  it('bring a snapshot class where the platform has snapshots', () => {
    expect(find(render({}, snapshotPlatform), 'VolumeSnapshotClass', 'ebs')).toMatchObject({
      driver: 'ebs.csi.aws.com',
    });
    expect(JSON.stringify(render())).not.toContain('snapshot.storage.k8s.io');
  });

  it('are watched by metrics that exist', () => {
    expectMetrics(metrics, alerts, ebsDashboard());
  });
});
