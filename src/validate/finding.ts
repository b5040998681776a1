// What a check says about one place in one object. Every check, ours or an outside program's, speaks in this shape.

export interface Finding {
  /** Name of the check, such as `schema`. */
  readonly check: string;
  readonly severity: 'error' | 'warning';
  /** File and first line of the document, when it was read from or placed in one. */
  readonly file?: string;
  readonly line?: number;
  /** As identityOf gives it: `apps/Deployment monitoring/grafana`. */
  readonly object: string;
  /** Place in the object, such as `spec.template.spec.containers[0].image`; empty for the whole object. */
  readonly path: string;
  /** What is wrong and what was got. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
}

/** `['spec', 'ports', '0', 'name']` → `spec.ports[0].name`; keys that are no plain words are quoted. */
export function formatPath(segments: readonly string[]): string {
  return segments
    .map((segment, index) => {
      if (/^\d+$/.test(segment)) return `[${segment}]`;
      if (/^[\w$-]+$/.test(segment)) return index === 0 ? segment : `.${segment}`;
      return `[${JSON.stringify(segment)}]`;
    })
    .join('');
}

/** `/metadata/labels/a~1b` → `['metadata', 'labels', 'a/b']`. https://www.rfc-editor.org/rfc/rfc6901 */
export function parsePointer(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replace(/~1/g, '/').replace(/~0/g, '~'));
}
