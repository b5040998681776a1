// Alerts on what users run: pods, rollouts, jobs and autoscalers, as kube-state-metrics sees them.
import type { RuleGroup } from '../../kit/alerts.js';
import { jobAlerts } from './kubernetes-jobs.js';
import { podAlerts } from './kubernetes-pods.js';
import { rolloutAlerts } from './kubernetes-rollouts.js';

export const appRules: readonly RuleGroup[] = [
  { name: 'kubernetes-apps', rules: [...podAlerts, ...rolloutAlerts, ...jobAlerts] },
];
