// Input series for each alert of Harbor, for promtool: cases in which it fires and cases in which it does not.
import type { AlertCase, AlertTest } from '../../support/promtool.js';

const series = (name: string, values: string) => ({ series: name, values });
const one = (name: string, values: string, at: string, labels?: AlertCase['labels']): AlertCase => ({
  series: [series(name, values)],
  at,
  ...(labels ? { labels } : {}),
});

const core = 'up{job="harbor-core",pod="harbor-core-1"}';
const exporterUp = 'up{job="harbor-exporter"}';
const healthy = 'harbor_health{job="harbor-exporter"}';
const component = (name: string) => `harbor_up{job="harbor-exporter",component="${name}"}`;
/** Requests a minute that ended with a status. */
const asked = (code: number, perMinute: number) =>
  series(`harbor_core_http_request_total{job="harbor-core",code="${code}"}`, `0+${perMinute}x60`);
const served = (code: number, perMinute: number) =>
  series(`registry_http_requests_total{job="harbor-registry",code="${code}"}`, `0+${perMinute}x60`);
const queue = (age: number, size: number) => [
  series('harbor_task_queue_latency{job="harbor-exporter",type="IMAGE_SCAN"}', `${age}x60`),
  series('harbor_task_queue_size{job="harbor-exporter",type="IMAGE_SCAN"}', `${size}x60`),
];
const ended = (status: string, values: string) =>
  series(
    `harbor_jobservice_task_total{job="harbor-jobservice",type="REPLICATION",status="${status}"}`,
    values,
  );
const project = (used: number, quota: number) => [
  series('harbor_project_quota_usage_byte{job="harbor-exporter",project_name="library"}', `${used}x60`),
  series('harbor_project_quota_byte{job="harbor-exporter",project_name="library"}', `${quota}x60`),
];
/** Evaluation starts at the epoch, so a pod that is older than the test started at a negative time. */
const started = (daysAgo: number, pod = 'harbor-core-7d4b9c-x2x8k') =>
  series(`kube_pod_start_time{namespace="harbor",pod="${pod}"}`, `${-daysAgo * 86_400}x120`);

export const alertTests: readonly AlertTest[] = [
  {
    alert: 'HarborDown',
    fires: [one(core, '0x20', '10m'), one(core, '1x5 0x20', '20m'), { series: [], at: '10m' }],
    silent: [
      one(core, '1x20', '10m'),
      {
        series: [series(core, '0x20'), series('up{job="harbor-core",pod="harbor-core-2"}', '1x20')],
        at: '15m',
      },
    ],
  },
  {
    alert: 'HarborComponentUnhealthy',
    fires: [one(component('registry'), '0x30', '15m', { component: 'registry' })],
    silent: [one(component('registry'), '1x30', '15m'), one(component('trivy'), '0x5 1x30', '20m')],
  },
  {
    alert: 'HarborExporterDown',
    fires: [
      one(exporterUp, '0x30', '20m'),
      // It runs and gets no answer from core.
      one(exporterUp, '1x30', '20m'),
    ],
    silent: [{ series: [series(exporterUp, '1x30'), series(healthy, '0x30')], at: '20m' }],
  },
  {
    alert: 'HarborRequestsFail',
    fires: [{ series: [asked(200, 90), asked(500, 10)], at: '30m' }],
    silent: [
      { series: [asked(200, 990), asked(500, 10)], at: '30m' },
      { series: [asked(200, 50), asked(404, 50)], at: '30m' },
    ],
  },
  {
    alert: 'HarborRegistryFails',
    fires: [{ series: [served(200, 90), served(503, 10)], at: '30m' }],
    silent: [{ series: [served(200, 990), served(503, 10)], at: '30m' }],
  },
  {
    alert: 'HarborJobsWait',
    fires: [{ series: queue(3600, 12), at: '20m', labels: { type: 'IMAGE_SCAN' } }],
    silent: [
      { series: queue(60, 12), at: '20m' },
      { series: queue(3600, 0), at: '20m' },
    ],
  },
  {
    alert: 'HarborJobsFail',
    fires: [
      {
        series: [ended('fail', '0+1x120'), ended('success', '0x120')],
        at: '100m',
        labels: { type: 'REPLICATION' },
      },
    ],
    silent: [
      { series: [ended('fail', '0+1x120'), ended('success', '0+5x120')], at: '100m' },
      // Two failures and nothing else in an hour.
      { series: [ended('fail', '0x70 2x50'), ended('success', '0x120')], at: '100m' },
    ],
  },
  {
    alert: 'HarborProjectNearlyFull',
    fires: [{ series: project(95, 100), at: '20m', labels: { project_name: 'library' } }],
    silent: [
      { series: project(50, 100), at: '20m' },
      // -1 is no quota.
      { series: project(95, -1), at: '20m' },
    ],
  },
  {
    alert: 'HarborPodHoldsOldCertificate',
    fires: [
      { series: [started(160)], at: '70m', labels: { pod: 'harbor-core-7d4b9c-x2x8k' } },
      { series: [started(160, 'harbor-trivy-0')], at: '70m' },
    ],
    silent: [
      { series: [started(100)], at: '70m' },
      // It serves no TLS.
      { series: [started(400, 'harbor-database-0')], at: '70m' },
    ],
  },
];
