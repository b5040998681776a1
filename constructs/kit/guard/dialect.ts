// What an ingress controller has to be told in its own words, for every service that is exposed.
import type { Construct } from 'constructs';
import type { Exposure } from '../expose.js';
import type { Labels } from '../labels.js';
import type { Platform } from '../platform.js';

export interface Dialect {
  /** Annotations for the Ingress; adds the objects that they refer to. */
  ingress(scope: Construct, platform: Platform, e: Exposure): Record<string, string>;
  /** Annotations for the Service behind it, when it speaks TLS itself. */
  service(e: Pick<Exposure, 'namespace' | 'name' | 'service' | 'backendTls'>): Labels;
  /** The Secret that basic authentication reads. Absent where the controller has none. */
  readonly users?: { readonly key: string; readonly type?: string };
  /** Why nothing can stand in front of a service, with the fix; undefined where something can. */
  cannotGuard(platform: Platform): string | undefined;
}

/** Name of the Secret that holds the users of basic authentication. */
export function usersSecret(e: Pick<Exposure, 'name'>): string {
  return `${e.name}-basic-auth`;
}
