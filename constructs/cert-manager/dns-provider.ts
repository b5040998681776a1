// What a DNS provider of ACME DNS-01 is: a schema, Secrets, and a part of the ClusterIssuer.
import { z } from 'zod';

/** Name of a Secret. */
export const secretName = z
  .string()
  .max(253)
  .regex(
    /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/,
    'must be the name of a Secret: lower-case letters, digits, dashes, dots',
  );

interface Provider<S extends z.ZodType> {
  readonly title: string;
  readonly schema: S;
  /** Keys of Secrets in the cert-manager namespace that it reads. */
  credentials(config: z.output<S>): readonly Credential[];
  /** Its part of the ACME solver. */
  render(config: z.output<S>): Record<string, unknown>;
  /** TCP ports of its API beside 443. */
  ports?(config: z.output<S>): readonly number[];
}

export interface Credential {
  readonly secret: string;
  readonly key: string;
  readonly description: string;
}

/** Keeps a provider's methods typed by its schema, and binds them to a configuration for those who loop over all. */
export function provider<S extends z.ZodType>(p: Provider<S>) {
  return {
    schema: p.schema,
    bind: (config: z.output<S>) => ({
      title: p.title,
      credentials: () => p.credentials(config),
      render: () => p.render(config),
      ports: () => p.ports?.(config) ?? [],
    }),
  };
}

/** A reference to one key of a Secret in the cert-manager namespace. */
export function keyOf(secret: string, key: string, what: string) {
  return z
    .strictObject({
      name: secretName.default(secret).describe('Name of the Secret, in the cert-manager namespace.'),
      key: z.string().min(1).default(key).describe('Key in the Secret.'),
    })
    .describe(what);
}
