// Every rule of every addon by promtool: it parses, its alert fires on the failure it is for, and is silent on health.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../constructs/catalog.js';
import { packageRoot } from '../../src/package-root.js';
import { renderAddon } from '../../src/synth/render.js';
import { leastConfig } from '../support/configs.js';
import { fullPlatform } from '../support/platform.js';
import {
  type AlertTest,
  checkRules,
  named,
  type PromGroup,
  renderAlerts,
  testAlerts,
} from '../support/promtool.js';

const catalog = await loadCatalog();

const addons = await Promise.all(
  catalog.map(async (addon) => {
    const objects = renderAddon(addon, leastConfig(addon), fullPlatform).filter(
      (o) => o.kind === 'PrometheusRule',
    );
    const groups = objects.flatMap((object) => (object.spec as { groups: PromGroup[] }).groups);
    return { name: addon.name, groups, tests: await testsOf(addon.name) };
  }),
);

describe.each(addons.filter(({ groups }) => groups.length > 0))('the rules of $name', ({ groups, tests }) => {
  const alerts = groups.flatMap((group) => group.rules).filter((rule) => rule.alert !== undefined);

  it('pass promtool check rules', async () => {
    expect(await checkRules(groups)).toBe('');
  });

  it('have a firing and a silent case for every alert', () => {
    const names = alerts.map(({ alert = '' }) => alert);
    const wanted = alerts.map(({ alert = '', labels }) =>
      names.indexOf(alert) === names.lastIndexOf(alert) ? alert : `${alert} (${labels?.severity})`,
    );
    expect(tests.map(named).sort()).toEqual([...wanted].sort());
    // A dead man's switch is never silent.
    const always = alerts.filter(({ expr }) => expr === 'vector(1)').map(({ alert }) => alert);
    const empty = tests.filter((test) => test.fires.length === 0 || test.silent.length === 0);
    expect(empty.map(({ alert }) => alert)).toEqual(always);
  });

  it('fire on failure and are silent on health', async () => {
    expect(await testAlerts(groups, tests)).toBe('');
  });

  it('name only labels in their texts that the alert has, and render', async () => {
    const rendered = await renderAlerts(groups, tests);
    expect(new Set(rendered.map(({ alert }) => alert))).toEqual(new Set(tests.map(({ alert }) => alert)));
    const broken = rendered.flatMap(({ alert, labels, annotations }) => {
      const templates = alerts.filter(
        (rule) => rule.alert === alert && rule.labels?.severity === labels.severity,
      );
      const used = templates.flatMap((rule) => labelsIn(Object.values(rule.annotations ?? {}).join('\n')));
      const missing = used.filter((label) => !labels[label]);
      const bad = Object.values(annotations).filter((text) => /<no value>|<error|\{\{|%!/.test(text));
      return missing.length + bad.length > 0 ? [{ alert, missing, bad }] : [];
    });
    expect(broken).toEqual([]);
  });
});

/** Labels that a text needs. What stands in `with` may be missing. */
function labelsIn(template: string): readonly string[] {
  return [...template.matchAll(/\{\{-? *\$labels\.(\w+)/g)].map(([, label = '']) => label);
}

async function testsOf(addon: string): Promise<readonly AlertTest[]> {
  const path = join(packageRoot, 'test', 'constructs', addon, 'alerts.fixture.ts');
  if (!existsSync(path)) return [];
  return ((await import(path)) as { alertTests: readonly AlertTest[] }).alertTests;
}
