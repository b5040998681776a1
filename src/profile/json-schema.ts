// The profile's schema as JSON Schema, for editors. It is what zod checks, less what depends on an extended profile.
import { z } from 'zod';
import type { Addon } from '../../constructs/kit/addon.js';
import { profileSchema } from './schema.js';

interface JsonSchema {
  required?: string[];
  properties?: Record<string, JsonSchema>;
  [key: string]: unknown;
}

/** Draft 2020-12. Missing keys of the top level and of `cluster` are no fault: an extended profile may have them. */
export function profileJsonSchema(catalog: readonly Addon[]): JsonSchema {
  const schema = z.toJSONSchema(profileSchema(catalog), {
    io: 'input',
    unrepresentable: 'any',
  }) as JsonSchema;
  const { cluster, addons, metadata } = schema.properties ?? {};
  for (const part of [schema, cluster, metadata]) if (part) delete part.required;
  for (const [name, config] of Object.entries(addons?.properties ?? {})) {
    const description = config['description'];
    if (addons?.properties) {
      addons.properties[name] = {
        ...(description ? { description } : {}),
        anyOf: [config, { const: false, description: 'Not rendered.' }, { type: 'null' }],
      };
    }
  }
  return {
    $id: 'https://plinth.dev/schema/profile/v1alpha1.json',
    title: 'Plinth profile',
    ...schema,
  };
}
