// Alerts and panels read nothing but what the pods expose.
import { describe, expect, it } from 'vitest';
import { alerts } from '../../../constructs/oauth2-proxy/alerts.js';
import { oauth2ProxyDashboard } from '../../../constructs/oauth2-proxy/dashboard.js';
import { metrics } from '../../../constructs/oauth2-proxy/metrics.js';
import { metricsOf } from '../../support/promql.js';

describe('a metric of oauth2-proxy', () => {
  it('is what the alerts read', () => {
    for (const rule of alerts.flatMap((group) => group.rules)) {
      expect(metrics, rule.expr).toEqual(expect.arrayContaining([...metricsOf(rule.expr)]));
    }
  });

  it('is what the dashboard draws', () => {
    JSON.stringify(oauth2ProxyDashboard(), (key, value) => {
      if (key === 'expr') {
        const read = metricsOf(value.replaceAll('$__rate_interval', '5m'));
        expect(metrics, value).toEqual(expect.arrayContaining([...read]));
      }
      return value;
    });
  });
});
