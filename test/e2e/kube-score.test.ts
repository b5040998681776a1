// kube-score on everything that the profile renders: nothing critical that is not explained.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Rendered, render } from './support/rendered.js';
import { tool } from './support/tools.js';

const list = z
  .array(
    z.strictObject({
      check: z.string(),
      findings: z.array(z.string()).min(1),
      objects: z.array(z.string()).min(1),
      reason: z.string().min(20),
    }),
  )
  .parse(parse(readFileSync(new URL('kube-score-exceptions.yaml', import.meta.url), 'utf8')));

const exceptions = list.flatMap(({ check, findings, objects }) =>
  findings.flatMap((finding) => objects.map((object) => ({ check, finding, object }))),
);

describe('kube-score on the bundle of profile bare-metal', () => {
  let findings: readonly Finding[];

  beforeAll(async () => {
    const bundle = await render('bare-metal');
    findings = await score(bundle);
  });

  it('finds nothing critical but what the list of exceptions explains', () => {
    const unexplained = findings.filter((finding) => !exceptions.some((e) => matches(e, finding)));
    expect(unexplained.map((f) => `${f.object} ${f.check}: ${f.finding} (${f.path})`)).toEqual([]);
  });

  it.each(exceptions)('still needs the exception of $object from $check: $finding', (exception) => {
    expect(findings.some((finding) => matches(exception, finding))).toBe(true);
  });
});

interface Finding {
  readonly check: string;
  readonly finding: string;
  /** Kind/namespace/name */
  readonly object: string;
  /** The container, where it is about one. */
  readonly path: string;
}

interface Scored {
  readonly type_meta: { readonly kind: string };
  readonly object_meta: { readonly name: string; readonly namespace?: string };
  readonly checks: readonly {
    readonly check: { readonly id: string };
    readonly grade: number;
    readonly skipped: boolean;
    readonly comments: readonly { readonly path: string; readonly summary: string }[] | null;
  }[];
}

/** https://github.com/zegl/kube-score/blob/v1.20.0/scorecard/scorecard.go: GradeCritical */
const critical = 1;

async function score({ dir, objects }: Rendered): Promise<readonly Finding[]> {
  const files = new Set(
    objects.filter((o) => o.kind !== 'CustomResourceDefinition').map((o) => join(dir, o.file)),
  );
  const { stdout } = await execa(
    tool('kube-score'),
    ['score', '--output-format', 'json', '--kubernetes-version', 'v1.36', ...files],
    // It exits 1 on critical findings; those are judged here.
    { reject: false, timeout: 120_000, maxBuffer: 200_000_000 },
  );
  return (JSON.parse(stdout) as Scored[]).flatMap(({ type_meta, object_meta, checks }) =>
    checks
      .filter(({ grade, skipped }) => grade === critical && !skipped)
      .flatMap(({ check, comments }) =>
        (comments ?? []).map(({ path, summary }) => ({
          check: check.id,
          finding: summary,
          object: [type_meta.kind, object_meta.namespace ?? '', object_meta.name].join('/'),
          path,
        })),
      ),
  );
}

function matches(exception: (typeof exceptions)[number], finding: Finding): boolean {
  const pattern = exception.object
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return (
    exception.check === finding.check &&
    exception.finding === finding.finding &&
    new RegExp(`^${pattern}$`).test(finding.object)
  );
}
