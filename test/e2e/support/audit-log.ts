// Reads the API server's audit log, and evaluates the conditions of signals as Fluent Bit's filters do.
import { readFileSync } from 'node:fs';

export interface AuditEvent {
  readonly level: string;
  readonly stage: string;
  readonly verb: string;
  readonly requestURI: string;
  readonly userAgent?: string;
  readonly user: { readonly username?: string; readonly groups?: readonly string[] };
  readonly objectRef?: {
    readonly resource?: string;
    readonly subresource?: string;
    readonly namespace?: string;
    readonly name?: string;
    readonly apiGroup?: string;
  };
  readonly responseStatus?: { readonly code?: number; readonly reason?: string; readonly message?: string };
  readonly requestObject?: unknown;
  readonly responseObject?: unknown;
  readonly requestReceivedTimestamp: string;
}

export interface Signal {
  readonly metric: string;
  readonly conditions: readonly { readonly field: string; readonly regex: string }[];
}

export function readAuditLog(file: string): AuditEvent[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as AuditEvent);
}

/** `alice get secrets/db in shop`, `anonymous get /healthz`: an event in a few words. */
export function describeEvent(e: AuditEvent): string {
  const o = e.objectRef;
  const what = o?.resource ? [o.resource, o.subresource].filter(Boolean).join('/') : e.requestURI;
  return [e.user.username ?? 'nobody', e.verb, what, o?.name].filter(Boolean).join(' ');
}

/** All conditions hold. A field that is missing or is no string fails, as in filter_modify's Key_value_matches. */
export function matches(signal: Signal, event: AuditEvent): boolean {
  return signal.conditions.every(({ field, regex }) => {
    const value = valueAt(event, field);
    return typeof value === 'string' && new RegExp(regex).test(value);
  });
}

/** A record accessor of nested maps: `$objectRef['resource']`. */
function valueAt(event: unknown, accessor: string): unknown {
  const keys = [...accessor.matchAll(/^\$([A-Za-z_]+)|\['([^']+)'\]/g)].map((m) => m[1] ?? m[2] ?? '');
  return keys.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined,
    event,
  );
}
