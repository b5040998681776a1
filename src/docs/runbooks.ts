// A section per alert: <addon>/files/runbooks.md in each bundle, where the alert's annotation leads, and docs/runbooks.
import type { AlertRule, RuleGroup } from '../../constructs/kit/alerts.js';

export function renderRunbooks(addon: string, groups: readonly RuleGroup[]): string {
  const alerts = groups.flatMap((group) => group.rules).filter((rule): rule is AlertRule => 'alert' in rule);
  const byName = new Map<string, AlertRule[]>();
  for (const alert of alerts) byName.set(alert.alert, [...(byName.get(alert.alert) ?? []), alert]);
  return [
    `# Runbooks: ${addon}\n\nWhat each alert means and what to do about it.\n`,
    ...[...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, same]) => renderAlert(name, same)),
  ].join('\n');
}

/** Alerts of one name differ in severity and threshold; they share a section, because they share an address. */
function renderAlert(name: string, same: readonly AlertRule[]): string {
  const runbooks = [...new Set(same.map((alert) => alert.runbook.trim()))];
  return [
    `## ${name}\n`,
    ...same.flatMap((alert) => [
      `**${alert.severity}**${alert.for ? ` after ${alert.for}` : ''}: ${alert.description.trim()}\n`,
      `\`\`\`promql\n${alert.expr.trim()}\n\`\`\`\n`,
    ]),
    ...runbooks.map((text) => `${text}\n`),
  ].join('\n');
}
