// Alerts proven by promtool: each fires on its failure and is silent on health. promtool is an outside program: e2e only.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Severity } from '../../constructs/kit/alerts.js';
import { tool } from '../e2e/support/tools.js';
import { metricsOf } from './promql.js';

/** A series in promtool's notation: one value a minute, `0+10x60` is 0, 10, 20 … 600. */
export interface Series {
  readonly series: string;
  readonly values: string;
}

/** What Prometheus has scraped since time 0, and the time to look: `20m`. */
export interface AlertCase {
  readonly series: readonly Series[];
  readonly at: string;
  /** Labels that the firing alert must have, among others. */
  readonly labels?: Readonly<Record<string, string>>;
}

export interface AlertTest {
  readonly alert: string;
  /** Needed where two alerts of different severity share the name. */
  readonly severity?: Severity;
  readonly fires: readonly AlertCase[];
  readonly silent: readonly AlertCase[];
}

/** Rules as Prometheus reads them. */
export interface PromGroup {
  readonly name: string;
  readonly interval?: string;
  readonly rules: readonly PromRule[];
}

export interface PromRule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Complaints of `promtool check rules`, lints included; empty when all is well. */
export async function checkRules(groups: readonly PromGroup[]): Promise<string> {
  return await inFolder(async (folder) => {
    await writeFile(join(folder, 'rules.json'), JSON.stringify({ groups }));
    return await promtool(folder, ['check', 'rules', '--lint=all', '--lint-fatal', 'rules.json']);
  });
}

/** Complaints of `promtool test rules`, with the names of the cases; empty when every case holds. */
export async function testAlerts(groups: readonly PromGroup[], tests: readonly AlertTest[]): Promise<string> {
  return await runTests(groups, tests, (test) => [
    ...test.fires.map((c, i) => expectation(test, c, `${named(test)} fires ${i + 1}`, true)),
    ...test.silent.map((c, i) => expectation(test, c, `${named(test)} silent ${i + 1}`, false)),
  ]);
}

export interface RenderedAlert {
  readonly alert: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/**
 * Each alert as it fires in its `fires` cases, with its templates filled in. promtool shows them only when
 * it is disappointed, so every case expects that nothing fires.
 */
export async function renderAlerts(
  groups: readonly PromGroup[],
  tests: readonly AlertTest[],
): Promise<readonly RenderedAlert[]> {
  const output = await runTests(groups, tests, (test) =>
    test.fires.map((c) => ({
      interval: '1m',
      input_series: c.series,
      alert_rule_test: [{ eval_time: c.at, alertname: test.alert, exp_alerts: [] }],
    })),
  );
  const shown = /Labels:(\{.*\})\s*\n\s*Annotations:(\{.*\})/g;
  return [...output.matchAll(shown)].map(([, labels = '', annotations = '']) => {
    const { alertname = '', ...rest } = readLabels(labels);
    return { alert: alertname, labels: rest, annotations: readLabels(annotations) };
  });
}

/** What a test is called in print, and what has to be unique. */
export function named(test: { readonly alert: string; readonly severity?: Severity }): string {
  return test.severity ? `${test.alert} (${test.severity})` : test.alert;
}

function expectation(test: AlertTest, c: AlertCase, name: string, fires: boolean): object {
  const labels = {
    alertname: test.alert,
    alertstate: 'firing',
    ...(test.severity ? { severity: test.severity } : {}),
    ...(fires ? c.labels : {}),
  };
  const selector = `ALERTS{${Object.entries(labels)
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    .join(', ')}}`;
  return {
    name,
    interval: '1m',
    input_series: c.series,
    promql_expr_test: [
      fires
        ? { expr: `max(${selector})`, eval_time: c.at, exp_samples: [{ labels: '{}', value: 1 }] }
        : { expr: selector, eval_time: c.at, exp_samples: [] },
    ],
  };
}

/** One test file and one rule file for each alert, so that promtool evaluates no more rules than the case needs. */
async function runTests(
  groups: readonly PromGroup[],
  tests: readonly AlertTest[],
  casesOf: (test: AlertTest) => readonly object[],
): Promise<string> {
  return await inFolder(async (folder) => {
    const files = await Promise.all(
      tests.map(async (test, i) => {
        const needed = groupsFor(groups, test.alert);
        await writeFile(join(folder, `rules-${i}.json`), JSON.stringify({ groups: needed }));
        const content = {
          rule_files: [`rules-${i}.json`],
          evaluation_interval: stepOf(test),
          // Else promtool takes the groups in any order, and an alert may see what was recorded one step ago.
          group_eval_order: needed.map(({ name }) => name),
          tests: casesOf(test),
        };
        await writeFile(join(folder, `test-${i}.json`), JSON.stringify(content));
        return `test-${i}.json`;
      }),
    );
    return files.length > 0 ? await promtool(folder, ['test', 'rules', ...files]) : '';
  });
}

/**
 * The rules of that alert, and those that record what they read, in the groups and the order that they have.
 * Intervals of groups are left out: the test file sets one for all.
 */
function groupsFor(groups: readonly PromGroup[], alert: string): readonly PromGroup[] {
  const all = groups.flatMap((group) => group.rules);
  const needed = new Set(all.filter((rule) => rule.alert === alert));
  for (const rule of needed) {
    const reads = metricsOf(rule.expr);
    for (const other of all) if (other.record && reads.includes(other.record)) needed.add(other);
  }
  return groups
    .map(({ name, rules }) => ({ name, rules: rules.filter((rule) => needed.has(rule)) }))
    .filter((group) => group.rules.length > 0);
}

/** Half a day and more is looked at every five minutes: promtool would take long otherwise. */
function stepOf(test: AlertTest): string {
  const hours = [...test.fires, ...test.silent].map(({ at }) => Number(/^(\d+)h/.exec(at)?.[1] ?? 0));
  return Math.max(...hours) >= 8 ? '5m' : '1m';
}

async function promtool(cwd: string, args: readonly string[]): Promise<string> {
  const program = process.env.PLINTH_PROMTOOL ?? tool('promtool');
  const result = await execa(program, args, { cwd, reject: false, timeout: 600_000, all: true });
  return result.exitCode === 0 ? '' : result.all.replaceAll(/^\s*SUCCESS.*\n/gm, '').trim();
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'plinth-promtool-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** `{a="b", c="d"}`, as Go prints labels. */
function readLabels(text: string): Record<string, string> {
  const pairs = text.matchAll(/([a-zA-Z_][a-zA-Z0-9_]*)=("(?:[^"\\]|\\.)*")/g);
  return Object.fromEntries([...pairs].map(([, name = '', value = '""']) => [name, readString(value)]));
}

/** Go quotes more than JSON knows: `\x00`, `\a`. */
function readString(literal: string): string {
  try {
    return JSON.parse(literal) as string;
  } catch {
    return literal.slice(1, -1);
  }
}
