// Prometheus at a glance.
import { stat } from '../../kit/dashboard-panels.js';
import { prometheus } from '../rules/select.js';
import { mine } from './prometheus-scraping.js';

export const state = [
  stat({
    title: 'Servers',
    description: 'Prometheus servers that scrape each other. Both scrape all targets.',
    unit: 'short',
    expr: `count(prometheus_build_info{${prometheus}}) or vector(0)`,
    limits: { worse: 'below', critical: 1 },
  }),
  stat({
    title: 'Configuration',
    description: 'Whether the last configuration could be loaded. Failed: it still runs the one before.',
    unit: 'short',
    expr: `min(prometheus_config_last_reload_successful{${mine}})`,
    values: { 0: ['failed', 'red'], 1: ['loaded', 'green'] },
  }),
  stat({
    title: 'Targets down',
    description: 'Endpoints that cannot be scraped, of all jobs.',
    unit: 'short',
    expr: 'count(up == 0) or vector(0)',
    limits: { warning: 1, critical: 5 },
  }),
  stat({
    title: 'Series',
    description: 'Series in memory, of the larger server. Memory grows with them: some 4 kB each.',
    unit: 'short',
    expr: `max(prometheus_tsdb_head_series{${mine}})`,
  }),
  stat({
    title: 'Samples',
    description: 'Samples per second that are stored, of the larger server.',
    unit: 'suffix:samples/s',
    decimals: 0,
    expr: `max(sum by (pod) (rate(prometheus_tsdb_head_samples_appended_total{${mine}}[5m])))`,
  }),
  stat({
    title: 'Rule failures, 1 h',
    description: 'Evaluations of rules that failed. Alerts of a failing rule do not fire.',
    unit: 'short',
    decimals: 0,
    expr: `sum(increase(prometheus_rule_evaluation_failures_total{${mine}}[1h])) or vector(0)`,
    limits: { critical: 1 },
  }),
  stat({
    title: 'Alertmanagers found',
    description:
      'Alertmanagers that a server sends to, of the server that knows fewest. None: nobody is told.',
    unit: 'short',
    expr: `min(prometheus_notifications_alertmanagers_discovered{${mine}})`,
    limits: { worse: 'below', critical: 1 },
  }),
];
