// The bundle's objects as the API server holds them, without what changes by itself.
import type { ControlPlane } from './control-plane.js';
import type { Rendered } from './rendered.js';

interface Stored {
  readonly kind: string;
  readonly metadata: Readonly<Record<string, unknown>> & {
    readonly name: string;
    readonly namespace?: string;
  };
  readonly status?: unknown;
}

/** By identity. `metadata.generation` stays: a write that is undone at once shows there. */
export async function snapshot(cluster: ControlPlane, bundle: Rendered): Promise<Record<string, unknown>> {
  const objects: Record<string, unknown> = {};
  for (const wave of bundle.waves) {
    const { stdout } = await cluster.kubectl(['get', '-k', wave, '-o', 'json']);
    const parsed = JSON.parse(stdout) as { items?: Stored[] } & Stored;
    for (const { status: _, metadata, ...rest } of parsed.items ?? [parsed]) {
      const { resourceVersion: __, managedFields: ___, ...stable } = metadata;
      objects[`${rest.kind} ${metadata.namespace ?? ''}/${metadata.name}`] = { ...rest, metadata: stable };
    }
  }
  return objects;
}
