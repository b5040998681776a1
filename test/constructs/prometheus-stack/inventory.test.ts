import { describe, expect, it } from 'vitest';
import type { AlertRule, RecordingRule } from '../../../constructs/kit/alerts.js';
import { type ControlPlanePart, controlPlaneParts } from '../../../constructs/kit/cluster.js';
import { metricInventory } from '../../../constructs/prometheus-stack/metrics.js';
import { presetRules } from '../../../constructs/prometheus-stack/rules/index.js';
import { metricsOf, type Selector, selectorsOf } from '../../support/promql.js';

const groups = presetRules({ controlPlane: controlPlaneParts }).flatMap((set) => set.groups);
const rules = groups.flatMap((group) => group.rules);
const alerts = rules.filter((rule): rule is AlertRule => 'alert' in rule);
const recordings = rules.filter((rule): rule is RecordingRule => 'record' in rule);
const recorded = new Set(recordings.map(({ record }) => record));
const inventory: Readonly<Record<string, readonly string[]>> = metricInventory;
const jobs = Object.keys(inventory);

describe('the preset rules', () => {
  it('read metrics that the job exposes, or series that other rules record', () => {
    const unknown = rules.flatMap(({ expr }) => selectorsOf(expr).filter((selector) => !exists(selector)));
    expect(unknown).toEqual([]);
  });

  it('say the job of every metric that more than one job may have', () => {
    const open = rules
      .flatMap(({ expr }) => selectorsOf(expr))
      .filter(
        ({ metric, matchers }) => !recorded.has(metric) && !matchers.some(({ label }) => label === 'job'),
      )
      .map(({ metric }) => metric);
    // What they say holds for whatever job it is.
    expect([...new Set(open)].sort()).toEqual([
      'ALERTS',
      'reloader_last_reload_successful',
      'rest_client_requests_total',
      'up',
    ]);
  });

  it('record each series once', () => {
    const keys = recordings.map(({ record, labels }) => JSON.stringify([record, labels ?? {}]));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('name a group once, and a rule set in lower case', () => {
    const names = groups.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name } of presetRules({ controlPlane: [] })) expect(name).toMatch(/^[a-z-]+$/);
  });

  it('exist only for what the cluster has', () => {
    const jobsRead = (options: Parameters<typeof presetRules>[0]) =>
      presetRules(options)
        .flatMap((set) => set.groups)
        .flatMap((group) => group.rules)
        .flatMap(({ expr }) => selectorsOf(expr))
        .flatMap(({ matchers }) => matchers.filter(({ label, op }) => label === 'job' && op === '='))
        .map(({ value }) => value);
    const nothing = jobsRead({ controlPlane: [], grafana: false, coredns: false });
    for (const job of [
      'etcd',
      'kube-scheduler',
      'kube-controller-manager',
      'kube-proxy',
      'grafana',
      'coredns',
    ]) {
      expect(nothing).not.toContain(job);
    }
    const parts: Readonly<Record<ControlPlanePart, string>> = {
      etcd: 'etcd',
      scheduler: 'kube-scheduler',
      'controller-manager': 'kube-controller-manager',
      'kube-proxy': 'kube-proxy',
    };
    for (const [part, job] of Object.entries(parts)) {
      expect(jobsRead({ controlPlane: [part as ControlPlanePart] })).toContain(job);
    }
  });

  it('are at least 110 alerts, of known severities, each name once per severity', () => {
    const keys = alerts.map(({ alert, severity }) => `${alert} ${severity}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(alerts.map(({ alert }) => alert)).size).toBeGreaterThanOrEqual(110);
    for (const { severity } of alerts) expect(['critical', 'warning', 'info', 'none']).toContain(severity);
  });
});

describe.each(alerts)('the alert $alert ($severity)', (rule) => {
  it('has a summary of one line, a description, and a runbook that says what to do', () => {
    expect(rule.summary).toMatch(/\S/);
    expect(rule.summary).not.toContain('\n');
    expect(rule.description).toMatch(/[.!]$/);
    expect(sentences(rule.runbook)).toBeGreaterThanOrEqual(2);
    expect(`${rule.summary}${rule.description}${rule.runbook}`).not.toMatch(/undefined|\[object|TODO/);
  });

  it('uses only labels that its expression keeps', () => {
    const used = [...`${rule.summary}${rule.description}`.matchAll(/\$labels\.(\w+)/g)].map(
      ([, label]) => label,
    );
    for (const label of used) expect(rule.expr + recordingsBehind(rule.expr)).toContain(label);
  });
});

function exists({ metric, matchers }: Selector): boolean {
  if (recorded.has(metric)) return true;
  const job = matchers.find(({ label }) => label === 'job');
  if (!job) return jobs.some((name) => inventory[name]?.includes(metric));
  const named =
    job.op === '=' ? [job.value] : jobs.filter((name) => new RegExp(`^(${job.value})$`).test(name));
  return named.length > 0 && named.every((name) => inventory[name]?.includes(metric));
}

function recordingsBehind(expr: string): string {
  const behind = recordings.filter(({ record }) => metricsOf(expr).includes(record));
  return behind.map((rule) => `${rule.expr}${JSON.stringify(rule.labels ?? {})}`).join('\n');
}

function sentences(text: string): number {
  return (text.match(/[.:;!?](\s|$)/g) ?? []).length;
}
