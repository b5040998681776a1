import { beforeAll, describe, expect, it } from 'vitest';
import { renderGroup } from '../../constructs/kit/alerts.js';
import { controlPlaneParts } from '../../constructs/kit/cluster.js';
import { presetDashboards } from '../../constructs/prometheus-stack/dashboards/index.js';
import { presetRules } from '../../constructs/prometheus-stack/rules/index.js';
import { busyCluster } from '../support/busy-cluster/index.js';
import { type GrafanaDashboard, panelsOf } from '../support/grafana.js';
import type { PromGroup } from '../support/promtool.js';
import { type Answers, askPromtool } from '../support/promtool-query.js';

const boards = presetDashboards({ controlPlane: controlPlaneParts, ingress: 'traefik', logging: true }).map(
  ({ model }) => model as GrafanaDashboard,
);

/** What a person would have chosen. */
const chosen: Readonly<Record<string, string>> = {
  namespace: 'shop',
  pod: 'web-1',
  workload: 'web',
  type: 'deployment',
  node: 'n1',
};

function fillIn(board: GrafanaDashboard, expr: string): string {
  return expr.replaceAll('$__rate_interval', '5m').replaceAll(/\$([a-zA-Z_]\w*)/g, (_, name: string) => {
    const choice = board.uid === 'plinth-pod' || name !== 'pod' ? chosen[name] : undefined;
    return choice ?? '.*';
  });
}

const queries = boards.flatMap((board) =>
  panelsOf(board).flatMap((panel) =>
    (panel.targets ?? []).map((target) => ({ board, panel, target, expr: fillIn(board, target.expr) })),
  ),
);

/** Rules that record; alerts would take promtool longer and are tested for themselves. */
const recordings = presetRules({ controlPlane: controlPlaneParts })
  .flatMap(({ groups }) => groups)
  .map((group) => ({ ...group, rules: group.rules.filter((rule) => 'record' in rule) }))
  .filter(({ rules }) => rules.length > 0)
  // Groups that ask for every third minute would make the test wait for it.
  .map(({ interval: _, ...group }) => renderGroup('prometheus-stack', group) as unknown as PromGroup);

describe('the dashboards, in a cluster that Prometheus has scraped for half an hour', () => {
  let answers: Answers;

  beforeAll(async () => {
    const expressions = [...new Set(queries.map(({ expr }) => expr))];
    answers = await askPromtool(recordings, busyCluster(), expressions, '30m');
  });

  it('find data with every query, and no query fails', () => {
    const silent = queries.filter(({ expr }) => !answers.get(expr)?.includes('got:'));
    expect(
      silent.map(
        ({ board, panel, expr }) =>
          `${board.title} / ${panel.title}: ${answers.get(expr) ?? 'nothing'}\n${expr}`,
      ),
    ).toEqual([]);
  });

  it('find one number for every stat and gauge', () => {
    for (const { board, panel, expr } of queries) {
      if (panel.type !== 'stat' && panel.type !== 'gauge') continue;
      expect(samplesOf(answers.get(expr)).length, `${board.title} / ${panel.title}`).toBe(1);
    }
  });

  it('find for every series the labels that its legend names', () => {
    for (const { board, panel, target, expr } of queries) {
      for (const [, label] of (target.legendFormat ?? '').matchAll(/\{\{(\w+)\}\}/g)) {
        for (const sample of samplesOf(answers.get(expr))) {
          expect(sample, `${board.title} / ${panel.title}\n${expr}`).toContain(`${label}="`);
        }
      }
    }
  });

  it('find for every table row the labels that its columns name, and no others', () => {
    for (const { board, panel, expr } of queries.filter(({ panel }) => panel.type === 'table')) {
      const shown = columnsOf(panel);
      for (const sample of samplesOf(answers.get(expr))) {
        const labels = [...sample.matchAll(/(\w+)="/g)].map(([, label]) => label);
        expect(labels.sort(), `${board.title} / ${panel.title}\n${expr}`).toEqual([...shown].sort());
      }
    }
  });
});

/** Label sets of an answer, as promtool prints them: `{a="b"} 1E+00`. */
function samplesOf(answer: string | undefined): readonly string[] {
  const got = answer?.split('got:')[1] ?? '';
  return [...got.matchAll(/Labels:([^\n]*?) Value:|(\{[^}]*\}) [-+\dNI]/g)].map((m) => m[1] ?? m[2] ?? '');
}

function columnsOf(panel: object): readonly string[] {
  const { transformations } = panel as {
    transformations: { id: string; options: { renameByName?: Record<string, string> } }[];
  };
  const names = Object.keys(transformations.find(({ id }) => id === 'organize')?.options.renameByName ?? {});
  return names.filter((name) => !name.startsWith('Value'));
}
