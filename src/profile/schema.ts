// The profile's schema: the cluster, its facts, and the configuration of each addon in the catalogue.
import { z } from 'zod';
import { addonNames } from '../../constructs/catalog.js';
import type { Addon } from '../../constructs/kit/addon.js';
import { clusterSchema } from '../../constructs/kit/cluster.js';
import { factSchemas } from '../../constructs/kit/platform.js';

export const apiVersion = 'plinth.dev/v1alpha1';

const name = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'must be lower-case letters, digits and dashes');

const optionalFacts = Object.fromEntries(
  Object.entries(factSchemas).map(([key, schema]) => [key, schema.optional()]),
) as { [K in keyof typeof factSchemas]: z.ZodOptional<(typeof factSchemas)[K]> };

const secretsSchema = z
  .discriminatedUnion('mode', [
    z.strictObject({
      mode: z
        .literal('manual')
        .describe('`plinth secrets` prints the Secrets, to pipe into kubectl, sops or kubeseal.'),
    }),
    z.strictObject({
      mode: z.literal('external-secrets').describe('ExternalSecrets are rendered and read from a store.'),
      store: z
        .strictObject({
          kind: z
            .enum(['ClusterSecretStore', 'SecretStore'])
            .default('ClusterSecretStore')
            .describe('Kind of the store.'),
          name: z.string().min(1).describe('Name of the store.'),
        })
        .describe('The store of External Secrets Operator to read from.'),
      prefix: z
        .string()
        .default('')
        .describe('Prefix of the remote keys: key <prefix><namespace>/<name>, property <key of the Secret>.'),
      refreshInterval: z
        .string()
        .regex(/^\d+(s|m|h)$/, 'must be a duration such as 1h')
        .default('1h')
        .describe('How often the store is read.'),
    }),
  ])
  .prefault({ mode: 'manual' })
  .describe('Where Secrets come from. None is ever rendered with a value.');

const base = {
  apiVersion: z.literal(apiVersion).describe('Version of this format.'),
  kind: z.literal('Profile').describe('Always Profile.'),
  metadata: z
    .strictObject({
      name: name.describe('Name of the profile; the bundle is written to dist/<name>.'),
      description: z.string().optional().describe('One sentence for humans.'),
    })
    .describe('What the profile is called.'),
  extends: z
    .string()
    .min(1)
    .optional()
    .describe(
      'A shipped profile, or a path relative to this file, that this one builds on. Maps merge, lists replace.',
    ),
  cluster: clusterSchema.describe('The cluster as it is before Plinth.'),
  platform: z
    .strictObject(optionalFacts)
    .prefault({})
    .describe('Facts that the cluster brings itself, so that no addon has to provide them.'),
  secrets: secretsSchema,
  images: z
    .strictObject({
      registry: z
        .string()
        .regex(/^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._/-]+)?$/, 'must be host[:port][/path] without a scheme')
        .optional()
        .describe('Registry that mirrors every image: quay.io/a/b:v1 becomes <registry>/a/b:v1.'),
      pullSecrets: z
        .array(z.string().min(1))
        .default([])
        .describe('Image pull Secrets for every ServiceAccount.'),
    })
    .prefault({})
    .describe('Where images come from.'),
} as const;

/**
 * The schema of profiles that configure these addons. The others of the catalogue are known by name, so that a profile
 * costs no more to check than what it uses.
 */
export function profileSchema(addons: readonly Addon[]) {
  const known = Object.fromEntries(addonNames.map((name) => [name, z.unknown().optional()]));
  const configs = Object.fromEntries(addons.map((a) => [a.name, a.config.optional()]));
  return z.strictObject({
    ...base,
    addons: z
      .strictObject({ ...known, ...configs })
      .describe(
        'What to render. `{}` takes the defaults; `false` turns off what an extended profile turned on.',
      ),
  });
}

export type Profile = z.output<ReturnType<typeof profileSchema>>;
export type SecretsMode = Profile['secrets'];
