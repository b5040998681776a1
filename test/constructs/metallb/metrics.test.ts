// Alerts and panels read nothing but what the pods expose.
import { describe, expect, it } from 'vitest';
import { alerts } from '../../../constructs/metallb/alerts.js';
import { metallbDashboard } from '../../../constructs/metallb/dashboard.js';
import { metrics } from '../../../constructs/metallb/metrics.js';
import { metricsOf } from '../../support/promql.js';

describe('a metric of metallb', () => {
  it('is what the alerts read', () => {
    for (const rule of alerts.flatMap((group) => group.rules)) {
      expect(metrics, rule.expr).toEqual(expect.arrayContaining([...metricsOf(rule.expr)]));
    }
  });

  it('is what the dashboard draws', () => {
    JSON.stringify(metallbDashboard(), (key, value) => {
      if (key === 'expr') {
        const read = metricsOf(value.replaceAll('$__rate_interval', '5m'));
        expect(metrics, value).toEqual(expect.arrayContaining([...read]));
      }
      return value;
    });
  });
});
