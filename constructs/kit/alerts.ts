// Alerting and recording rules as a PrometheusRule. Nothing without monitoring.
import type { Construct } from 'constructs';
import { customResource } from './custom-resource.js';
import { labels } from './labels.js';
import type { Platform } from './platform.js';

export type Severity = 'critical' | 'warning' | 'info' | 'none';

export interface AlertRule {
  readonly alert: string;
  /** PromQL. */
  readonly expr: string;
  /** Prometheus duration; fires at once without it. */
  readonly for?: string;
  readonly keepFiringFor?: string;
  readonly severity: Severity;
  /** One line, with templates for the labels that tell where: `{{ $labels.instance }}`. */
  readonly summary: string;
  /** What it means and how bad it is. */
  readonly description: string;
  /** What to look at and what to do, in Markdown: becomes the alert's section in docs/runbooks. */
  readonly runbook: string;
}

export interface RecordingRule {
  readonly record: string;
  /** PromQL. */
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface RuleGroup {
  readonly name: string;
  /** Prometheus duration; the global evaluation interval without it. */
  readonly interval?: string;
  readonly rules: readonly (AlertRule | RecordingRule)[];
}

/** Where an alert's runbook stands in the bundle: `traefik/files/runbooks.md#traefikdown`. */
export function runbookPath(addon: string, alert: string): string {
  return `${addon}/files/runbooks.md#${alert.toLowerCase()}`;
}

export function alertRules(
  scope: Construct,
  platform: Platform,
  options: {
    readonly addon: string;
    readonly namespace: string;
    readonly name: string;
    readonly groups: readonly RuleGroup[];
  },
): void {
  const monitoring = platform.monitoring;
  if (!monitoring) return;
  customResource(scope, {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: {
      name: options.name,
      namespace: options.namespace,
      labels: { ...labels(options.addon, options.name), ...monitoring.objectLabels },
    },
    spec: {
      groups: options.groups.map((group) => renderGroup(options.addon, group, monitoring.runbookBase)),
    },
  });
}

/**
 * The group in the form that Prometheus and PrometheusRule share. `runbookBase`: URL of the bundle's folder, for links
 * that people can follow; without it alerts carry the path in the bundle.
 */
export function renderGroup(addon: string, group: RuleGroup, runbookBase?: string): Record<string, unknown> {
  return {
    name: group.name,
    ...(group.interval ? { interval: group.interval } : {}),
    rules: group.rules.map((rule) =>
      'alert' in rule ? renderAlert(addon, rule, runbookBase) : renderRecording(rule),
    ),
  };
}

function renderAlert(addon: string, rule: AlertRule, base: string | undefined): Record<string, unknown> {
  const path = runbookPath(addon, rule.alert);
  return {
    alert: rule.alert,
    expr: rule.expr.trim(),
    ...(rule.for ? { for: rule.for } : {}),
    ...(rule.keepFiringFor ? { keep_firing_for: rule.keepFiringFor } : {}),
    labels: { severity: rule.severity },
    annotations: {
      summary: rule.summary,
      description: rule.description,
      ...(base ? { runbook_url: `${base.replace(/\/$/, '')}/${path}` } : { runbook: path }),
    },
  };
}

function renderRecording(rule: RecordingRule): Record<string, unknown> {
  return { record: rule.record, expr: rule.expr.trim(), ...(rule.labels ? { labels: rule.labels } : {}) };
}
