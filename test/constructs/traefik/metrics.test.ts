// Alerts read nothing but what the pods expose.
import { describe, expect, it } from 'vitest';
import { alerts } from '../../../constructs/traefik/alerts.js';
import { metrics } from '../../../constructs/traefik/metrics.js';
import { metricsOf } from '../../support/promql.js';

describe('a metric of traefik', () => {
  it('is what the alerts read', () => {
    for (const rule of alerts.flatMap((group) => group.rules)) {
      expect(metrics, rule.expr).toEqual(expect.arrayContaining([...metricsOf(rule.expr)]));
    }
  });
});
