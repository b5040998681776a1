// What a profile says about a driver's StorageClasses and snapshots, and the objects that come of it.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { z } from 'zod';
import type { Problem } from '../addon.js';
import { customResource } from '../custom-resource.js';
import { type Labels, labels } from '../labels.js';
import type { Platform } from '../platform.js';
import { computeResources } from '../schema.js';
import type { CsiDriver } from './driver.js';

const className = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/, 'must be lower-case letters, digits, dashes and dots');

const reclaimPolicy = z
  .enum(['Delete', 'Retain'])
  .default('Delete')
  .describe('What becomes of a volume when its claim is deleted: deleted with its data, or kept by hand.');

/** Keys that each entry of `storageClasses` has, whatever the driver. */
export const classShape = {
  name: className.describe('Name of the StorageClass.'),
  reclaimPolicy,
  expansion: z.boolean().default(true).describe('Claims may be made larger later; never smaller.'),
  mountOptions: z
    .array(z.string().regex(/^[^\s,]+$/, 'must be one mount option, such as noatime'))
    .default([])
    .describe('Options that volumes are mounted with. A wrong one fails each mount.'),
} as const;

/** Keys that each driver's configuration has beside its own. */
export function driverShape(options: { readonly default: boolean; readonly snapshotClass?: string }) {
  return {
    default: z
      .boolean()
      .default(options.default)
      .describe(
        'Volumes of other addons come from the first StorageClass, and so do claims that name none. One storage of a cluster can be the default: turn it off in the others.',
      ),
    kubeletPath: z
      .string()
      .regex(/^(\/[A-Za-z0-9._-]+)+$/, 'must be an absolute path such as /var/lib/kubelet')
      .default('/var/lib/kubelet')
      .describe(
        'Data folder of the kubelet on every node; some distributions move it (k0s: /var/lib/k0s/kubelet).',
      ),
    resources: z
      .strictObject({
        controller: computeResources({ cpu: '10m', memory: '64Mi', memoryLimit: '256Mi' }).describe(
          'Of the driver in the controller.',
        ),
        node: computeResources({ cpu: '10m', memory: '64Mi', memoryLimit: '256Mi' }).describe(
          'Of the driver on each node. File systems are made and checked within it.',
        ),
        sidecar: computeResources({ cpu: '10m', memory: '32Mi', memoryLimit: '128Mi' }).describe(
          'Of each container beside the driver. They keep volumes, claims and nodes in memory: raise the limit on clusters with thousands.',
        ),
      })
      .prefault({})
      .describe('Requests and limits.'),
  } as const;
}

/** `snapshotClass` of a driver that can take snapshots. */
export function snapshotClassSchema(name: string) {
  return z
    .strictObject({
      name: className.default(name).describe('Name of the VolumeSnapshotClass.'),
      deletionPolicy: z
        .enum(['Delete', 'Retain'])
        .default('Delete')
        .describe('What becomes of a snapshot when its VolumeSnapshot is deleted.'),
    })
    .prefault({})
    .describe('Rendered where the platform has snapshots.');
}

/** `{storage}` when the driver is the default. */
export function storageFact(config: {
  readonly default: boolean;
  readonly storageClasses: readonly { readonly name: string }[];
}): { readonly storage?: { readonly block: string } } {
  const [first] = config.storageClasses;
  return config.default && first ? { storage: { block: first.name } } : {};
}

export function classProblems(config: {
  readonly storageClasses: readonly { readonly name: string }[];
}): readonly Problem[] {
  const names = config.storageClasses.map((c) => c.name);
  return names.flatMap((name, i) =>
    names.indexOf(name) < i
      ? [{ path: ['storageClasses', i, 'name'], message: `is '${name}' a second time; names must differ` }]
      : [],
  );
}

export interface ClassOptions {
  readonly name: string;
  readonly isDefault: boolean;
  readonly reclaimPolicy: string;
  readonly expansion: boolean;
  readonly mountOptions: readonly string[];
  readonly parameters: Labels;
  /** WaitForFirstConsumer unless said: a volume is then made where its pod can run. */
  readonly bindingMode?: 'Immediate' | 'WaitForFirstConsumer';
  /** Labels that the nodes of new volumes must have. */
  readonly allowedTopologies?: Readonly<Record<string, readonly string[]>>;
}

export function csiStorageClass(scope: Construct, driver: CsiDriver, c: ClassOptions): void {
  new k8s.KubeStorageClass(scope, `storage-class-${c.name}`, {
    metadata: {
      name: c.name,
      labels: labels(driver.addon, c.name),
      annotations: { 'storageclass.kubernetes.io/is-default-class': String(c.isDefault) },
    },
    ...(c.allowedTopologies
      ? {
          allowedTopologies: [
            {
              matchLabelExpressions: Object.entries(c.allowedTopologies).map(([key, values]) => ({
                key,
                values: [...values],
              })),
            },
          ],
        }
      : {}),
    allowVolumeExpansion: c.expansion,
    ...(c.mountOptions.length > 0 ? { mountOptions: [...c.mountOptions] } : {}),
    ...(Object.keys(c.parameters).length > 0 ? { parameters: c.parameters } : {}),
    provisioner: driver.driver,
    reclaimPolicy: c.reclaimPolicy,
    volumeBindingMode: c.bindingMode ?? 'WaitForFirstConsumer',
  });
}

export function csiSnapshotClass(
  scope: Construct,
  platform: Platform,
  driver: CsiDriver,
  c: { readonly name: string; readonly deletionPolicy: string; readonly parameters?: Labels },
): void {
  if (!platform.snapshots) return;
  customResource(scope, {
    apiVersion: platform.snapshots.apiVersion,
    kind: 'VolumeSnapshotClass',
    metadata: {
      name: c.name,
      // Velero takes the one class of a driver that has its label.
      labels: { ...labels(driver.addon, c.name), 'velero.io/csi-volumesnapshot-class': 'true' },
      annotations: { 'snapshot.storage.kubernetes.io/is-default-class': 'true' },
    },
    deletionPolicy: c.deletionPolicy,
    driver: driver.driver,
    ...(c.parameters && Object.keys(c.parameters).length > 0 ? { parameters: c.parameters } : {}),
  });
}
