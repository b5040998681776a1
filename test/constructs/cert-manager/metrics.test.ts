// Alerts and panels read nothing but what the pods expose.
import { describe, expect, it } from 'vitest';
import { alerts } from '../../../constructs/cert-manager/alerts.js';
import { certManagerDashboard } from '../../../constructs/cert-manager/dashboard.js';
import { metrics } from '../../../constructs/cert-manager/metrics.js';
import { metricsOf } from '../../support/promql.js';

describe('a metric of cert-manager', () => {
  it('is what the alerts read', () => {
    for (const rule of alerts.flatMap((group) => group.rules)) {
      expect(metrics, rule.expr).toEqual(expect.arrayContaining([...metricsOf(rule.expr)]));
    }
  });

  it('is what the dashboard draws', () => {
    JSON.stringify(certManagerDashboard(), (key, value) => {
      if (key === 'expr') {
        const read = metricsOf(value.replaceAll('$__rate_interval', '5m'));
        expect(metrics, value).toEqual(expect.arrayContaining([...read]));
      }
      return value;
    });
  });
});
