// Grafana dashboard of the registry: health, requests, what is stored, and the jobs behind it.
import { board, type Row, row } from '../kit/dashboard-board.js';
import { query, stat, timeseries } from '../kit/dashboard-panels.js';
import { addonName, nameOf } from './names.js';

export function dashboardModel(): unknown {
  return board({
    uid: `plinth-${addonName}`,
    title: 'Harbor',
    description: 'The registry: its components, pulls and pushes, what it keeps, and its jobs.',
    tags: ['platform'],
    from: 'now-6h',
    rows: [health, requests, storage, jobs],
  });
}

const exporter = `job="${nameOf('exporter')}"`;
const core = `job="${nameOf('core')}"`;
const registry = `job="${nameOf('registry')}"`;
const jobservice = `job="${nameOf('jobservice')}"`;

const health: Row = row('Health', [
  stat({
    title: 'Harbor',
    description:
      'What core says about all components together. The chart beside it names the one that is ill.',
    unit: 'short',
    expr: `min(harbor_health{${exporter}})`,
    values: { 0: ['unhealthy', 'red'], 1: ['healthy', 'green'] },
  }),
  stat({
    title: 'Cores',
    description: 'Pods of core that Prometheus reaches. None means that nobody can pull or push.',
    unit: 'short',
    expr: `sum(up{${core}}) or vector(0)`,
    limits: { critical: 1, worse: 'below' },
  }),
  stat({
    title: 'Failing requests',
    description: 'Share of the requests to core that end with a status of 500 or above.',
    unit: 'percentunit',
    expr: `(sum(rate(harbor_core_http_request_total{${core},code=~"5.."}[$__rate_interval])) or vector(0)) / sum(rate(harbor_core_http_request_total{${core}}[$__rate_interval]))`,
    limits: { warning: 0.01, critical: 0.05 },
  }),
  stat({
    title: 'Stored',
    description:
      'Bytes of all layers in the registry, as Harbor counts them: layers that projects share count once.',
    unit: 'bytes',
    expr: `max(harbor_statistics_total_storage_consumption{${exporter}})`,
  }),
  timeseries({
    title: 'Components',
    description: 'Health by component: 1 is well. registry, database and redis are needed for each pull.',
    unit: 'short',
    width: 24,
    max: 1,
    queries: [query(`min by (component) (harbor_up{${exporter}})`, '{{component}}')],
  }),
]);

const requests: Row = row('Requests', [
  timeseries({
    title: 'Requests to core by status',
    description: 'Everything that clients ask for: API, tokens, pulls and pushes.',
    unit: 'reqps',
    width: 12,
    stack: true,
    queries: [
      query(`sum by (code) (rate(harbor_core_http_request_total{${core}}[$__rate_interval]))`, '{{code}}'),
    ],
  }),
  timeseries({
    title: 'Mean time of requests to core',
    description: 'By method. Layers pass through core, so slow clients make long GETs and PATCHes.',
    unit: 's',
    width: 12,
    queries: [
      query(
        `sum by (method) (rate(harbor_core_http_request_duration_seconds_sum{${core}}[$__rate_interval])) / sum by (method) (rate(harbor_core_http_request_duration_seconds_count{${core}}[$__rate_interval]))`,
        '{{method}}',
      ),
    ],
  }),
  timeseries({
    title: 'Requests to the registry',
    description: 'By handler and method: blob is layers, manifest is tags and digests.',
    unit: 'reqps',
    width: 12,
    stack: true,
    queries: [
      query(
        `sum by (handler, method) (rate(registry_http_requests_total{${registry}}[$__rate_interval]))`,
        '{{handler}} {{method}}',
      ),
    ],
  }),
  timeseries({
    title: 'Requests under way in core',
    description: 'Requests that each pod of core is answering at the moment.',
    unit: 'short',
    width: 12,
    queries: [query(`sum by (pod) (harbor_core_http_inflight_requests{${core}})`, '{{pod}}')],
  }),
]);

const storage: Row = row('Storage', [
  timeseries({
    title: 'Used by project',
    description: 'Bytes that each project’s quota counts; the ten largest.',
    unit: 'bytes',
    width: 12,
    queries: [
      query(
        `topk(10, max by (project_name) (harbor_project_quota_usage_byte{${exporter}}))`,
        '{{project_name}}',
      ),
    ],
  }),
  timeseries({
    title: 'Mean time of storage actions',
    description: 'What the registry’s volume or bucket takes for each kind of action.',
    unit: 's',
    width: 12,
    queries: [
      query(
        `sum by (action) (rate(registry_storage_action_seconds_sum{${registry}}[$__rate_interval])) / sum by (action) (rate(registry_storage_action_seconds_count{${registry}}[$__rate_interval]))`,
        '{{action}}',
      ),
    ],
  }),
  timeseries({
    title: 'Pulls by project',
    description: 'Pulls per second of the ten projects that are pulled from most.',
    unit: 'ops',
    width: 12,
    queries: [
      query(
        `topk(10, max by (project_name) (deriv(harbor_artifact_pulled{${exporter}}[15m])))`,
        '{{project_name}}',
      ),
    ],
  }),
  timeseries({
    title: 'Artifacts by kind',
    description: 'Images, charts and other artifacts that Harbor knows.',
    unit: 'short',
    width: 12,
    stack: true,
    queries: [
      query(
        `sum by (artifact_type) (max by (project_name, artifact_type) (harbor_project_artifact_total{${exporter}}))`,
        '{{artifact_type}}',
      ),
    ],
  }),
]);

const jobs: Row = row('Jobs', [
  timeseries({
    title: 'Waiting jobs',
    description:
      'Jobs in the queue by type. A queue that only grows has no workers: see alert HarborJobsWait.',
    unit: 'short',
    width: 8,
    stack: true,
    queries: [query(`max by (type) (harbor_task_queue_size{${exporter}})`, '{{type}}')],
  }),
  timeseries({
    title: 'Age of the oldest waiting job',
    description: 'Seconds since the next job of each type was queued.',
    unit: 's',
    width: 8,
    queries: [query(`max by (type) (harbor_task_queue_latency{${exporter}})`, '{{type}}')],
  }),
  timeseries({
    title: 'Finished jobs by outcome',
    description: 'Jobs per second that succeeded, failed or were stopped.',
    unit: 'ops',
    width: 8,
    stack: true,
    queries: [
      query(
        `sum by (status) (rate(harbor_jobservice_task_total{${jobservice}}[$__rate_interval]))`,
        '{{status}}',
      ),
    ],
  }),
]);
