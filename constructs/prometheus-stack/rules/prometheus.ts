// Alerts on Prometheus itself. Its replicas scrape each other, so one that is ill is seen by the other.
import type { RuleGroup } from '../../kit/alerts.js';
import { alertingAlerts } from './prometheus-alerting.js';
import { scrapingAlerts } from './prometheus-scraping.js';
import { storageAlerts } from './prometheus-storage.js';

export const prometheusRules: readonly RuleGroup[] = [
  { name: 'prometheus', rules: [...storageAlerts, ...scrapingAlerts, ...alertingAlerts] },
];
