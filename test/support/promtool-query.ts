// Answers of PromQL queries over given series, by promtool: an outside program, so for e2e tests alone.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { tool } from '../e2e/support/tools.js';
import type { PromGroup, Series } from './promtool.js';

/** What promtool prints of a query: the samples with their labels, or the error. Absent: the query found nothing. */
export type Answers = ReadonlyMap<string, string>;

/** promtool shows answers only when it is disappointed, so every query is said to find nothing. */
export async function askPromtool(
  groups: readonly PromGroup[],
  series: readonly Series[],
  queries: readonly string[],
  at: string,
): Promise<Answers> {
  const folder = await mkdtemp(join(tmpdir(), 'plinth-promtool-'));
  try {
    await writeFile(join(folder, 'rules.json'), JSON.stringify({ groups }));
    await writeFile(
      join(folder, 'test.json'),
      JSON.stringify({
        rule_files: ['rules.json'],
        evaluation_interval: '1m',
        group_eval_order: groups.map(({ name }) => name),
        tests: [
          {
            interval: '1m',
            input_series: series,
            promql_expr_test: queries.map((expr) => ({ expr, eval_time: at, exp_samples: [] })),
          },
        ],
      }),
    );
    const program = process.env.PLINTH_PROMTOOL ?? tool('promtool');
    const { all } = await execa(program, ['test', 'rules', 'test.json'], {
      cwd: folder,
      reject: false,
      timeout: 600_000,
      all: true,
    });
    return readAnswers(all);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** `expr: "…", time: 30m,` and on the next lines what was expected and what was got; or `err: …`. */
function readAnswers(output: string): Answers {
  const blocks = output.split(/^\s*expr: /m).slice(1);
  if (blocks.length === 0) throw new Error(`promtool says nothing of queries:\n${output}`);
  return new Map(
    blocks.map((block) => {
      const [quoted = '""'] = /^"(?:[^"\\]|\\.)*"/.exec(block) ?? [];
      return [JSON.parse(quoted) as string, block.slice(quoted.length)] as const;
    }),
  );
}
