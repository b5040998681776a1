// Alerts on the registry: is it there, does it answer well, do its jobs run, is there room.
import type { AlertRule, RuleGroup } from '../kit/alerts.js';
import type { Config } from './config.js';
import { nameOf, namespaceName } from './names.js';

export function alerts(config: Config): readonly RuleGroup[] {
  return [
    {
      name: 'harbor.availability',
      rules: [down, ...(config.exporter.enabled ? health : []), errors, registryErrors],
    },
    { name: 'harbor.jobs', rules: [...(config.exporter.enabled ? [jobsWait] : []), jobsFail] },
    { name: 'harbor.upkeep', rules: [...(config.exporter.enabled ? [quota] : []), oldCertificate] },
  ];
}

const job = (component: Parameters<typeof nameOf>[0]) => `job="${nameOf(component)}"`;
const logs = (component: string) => `\`kubectl -n ${namespaceName} logs deploy/harbor-${component}\``;

const down: AlertRule = {
  alert: 'HarborDown',
  expr: `absent(up{${job('core')}} == 1)`,
  for: '5m',
  severity: 'critical',
  summary: 'No core of Harbor answers: nobody can pull, push or sign in',
  description:
    'For 5 minutes there has been no pod of harbor-core that Prometheus can reach. Nodes with mirrors fall back to upstream registries; images that are in Harbor alone cannot be pulled, so pods that move do not start.',
  runbook: `
1. \`kubectl -n ${namespaceName} get pods\`: is harbor-core there, and what are harbor-database and harbor-valkey doing? Core does not start without both.
2. ${logs('core')}: \`failed to initialize database\` means that PostgreSQL refuses or is away; a failed migration is explained there too: do not restart in a loop, read harbor/files/UPGRADE.md.
3. Pods in ContainerCreating wait for a Secret: \`kubectl -n ${namespaceName} describe pod\` names it. harbor-core-tls and harbor-token-key are cert-manager’s: \`kubectl -n ${namespaceName} get certificate\`.`,
};

const health: readonly AlertRule[] = [
  {
    alert: 'HarborComponentUnhealthy',
    expr: `min by (component) (harbor_up{${job('exporter')}}) == 0`,
    for: '10m',
    severity: 'warning',
    summary: 'Harbor says that its {{ $labels.component }} is unhealthy',
    description:
      'Core has not reached {{ $labels.component }} for 10 minutes. registry, database and redis stop pulls and pushes; jobservice stops replication, scans and garbage collection; trivy stops scans alone.',
    runbook: `
1. \`kubectl -n ${namespaceName} get pods,endpointslices\`: does the component have a ready pod?
2. \`kubectl -n ${namespaceName} logs\` of it, and ${logs('core')} for why core does not reach it. \`x509\` points to a certificate that was renewed after the pod started: restart both.
3. database and redis: with external ones, try from the pod network whether port and password are right, and that their NetworkPolicies admit namespace ${namespaceName}.`,
  },
  {
    alert: 'HarborExporterDown',
    expr: `absent(up{${job('exporter')}} == 1) or absent(harbor_health{${job('exporter')}})`,
    for: '15m',
    severity: 'warning',
    summary: 'Nobody can tell whether Harbor is well: its exporter is gone or gets no answer',
    description:
      'There has been no word on the health of Harbor’s components, on quotas and on job queues for 15 minutes. Alerts on those are blind meanwhile.',
    runbook: `${logs('exporter')}: it needs core, PostgreSQL and Valkey at start. If HarborDown fires as well, begin there.`,
  },
];

const errors: AlertRule = {
  alert: 'HarborRequestsFail',
  expr: `
sum(rate(harbor_core_http_request_total{${job('core')},code=~"5.."}[5m]))
  / sum(rate(harbor_core_http_request_total{${job('core')}}[5m])) > 0.05
and sum(rate(harbor_core_http_request_total{${job('core')},code=~"5.."}[5m])) > 0.05`,
  for: '15m',
  severity: 'warning',
  summary: '{{ $value | humanizePercentage }} of the requests to Harbor fail',
  description:
    'More than 5% of the requests to core have ended with a status of 500 or above for 15 minutes: pulls, pushes or the web interface fail.',
  runbook: `
1. Which: \`topk(5, sum by (operation, code) (rate(harbor_core_http_request_total{code=~"5.."}[5m])))\`. An empty operation is a pull or push.
2. ${logs('core')} has the cause beside the request id. Common: the database is out of connections (\`too many clients\`), Valkey’s memory is full (\`OOM command not allowed\`), the registry cannot write (HarborRegistryFails).
3. Status 502 and 503 on proxy-cache projects come from upstream registries or their rate limits.`,
};

const registryErrors: AlertRule = {
  alert: 'HarborRegistryFails',
  expr: `
sum(rate(registry_http_requests_total{${job('registry')},code=~"5.."}[5m]))
  / sum(rate(registry_http_requests_total{${job('registry')}}[5m])) > 0.05
and sum(rate(registry_http_requests_total{${job('registry')},code=~"5.."}[5m])) > 0.02`,
  for: '15m',
  severity: 'warning',
  summary: 'The registry behind Harbor fails {{ $value | humanizePercentage }} of its requests',
  description:
    'Layers cannot be read or written: more than 5% of the registry’s answers have been errors of its own for 15 minutes. Almost always its storage.',
  runbook: `
1. \`kubectl -n ${namespaceName} logs deploy/harbor-registry -c registry\`: \`no space left on device\`, \`AccessDenied\` and time-outs of S3 are plain there.
2. A full volume: run garbage collection in Harbor (*Administration → Clean up*), or grow the claim harbor-registry-data.
3. S3: are the keys in the Secret still valid, does the bucket exist, does the endpoint answer from the pod network?`,
};

const jobsWait: AlertRule = {
  alert: 'HarborJobsWait',
  expr: `max by (type) (harbor_task_queue_latency{${job('exporter')}}) > 1800 and max by (type) (harbor_task_queue_size{${job('exporter')}}) > 0`,
  for: '15m',
  severity: 'warning',
  summary: 'Harbor’s {{ $labels.type }} jobs wait for {{ $value | humanizeDuration }}',
  description:
    'The oldest {{ $labels.type }} job in the queue is more than half an hour old. Scans, replication or clean-up lag behind, or nobody works on them.',
  runbook: `
1. \`kubectl -n ${namespaceName} get pods -l app.kubernetes.io/name=harbor-jobservice\` and ${logs('jobservice')}.
2. *Administration → Job service dashboard* in Harbor: are workers busy, is the queue paused? Free a worker from a job that hangs there.
3. If all workers have real work, raise \`jobservice.workers\` or \`jobservice.replicas\`. Scans wait for Trivy, one at a time for each replica: raise \`trivy.replicas\`.`,
};

const jobsFail: AlertRule = {
  alert: 'HarborJobsFail',
  expr: `
sum by (type) (increase(harbor_jobservice_task_total{${job('jobservice')},status="fail"}[1h]))
  / sum by (type) (increase(harbor_jobservice_task_total{${job('jobservice')}}[1h])) > 0.5
and sum by (type) (increase(harbor_jobservice_task_total{${job('jobservice')},status="fail"}[1h])) > 5`,
  for: '15m',
  severity: 'warning',
  summary: '{{ $value | humanizePercentage }} of Harbor’s {{ $labels.type }} jobs fail',
  description:
    'More than half of the {{ $labels.type }} jobs of the last hour, and more than five, have failed.',
  runbook: `
1. *Administration → Job service dashboard* or the execution’s page in Harbor has the log of each job.
2. IMAGE_SCAN: \`kubectl -n ${namespaceName} logs sts/harbor-trivy\`; usually its databases could not be downloaded (rate limit, proxy, \`offline\`) or the scan took longer than \`trivy.timeout\`.
3. REPLICATION: the endpoint’s credentials or its port, which \`outboundPorts\` has to list. WEBHOOK: the receiver. GARBAGE_COLLECTION: the registry’s controller, see HarborRegistryFails.`,
};

const quota: AlertRule = {
  alert: 'HarborProjectNearlyFull',
  expr: `
max by (project_name) (harbor_project_quota_usage_byte{${job('exporter')}})
  / (max by (project_name) (harbor_project_quota_byte{${job('exporter')}}) > 0) > 0.9`,
  for: '15m',
  severity: 'warning',
  summary: 'Project {{ $labels.project_name }} has used {{ $value | humanizePercentage }} of its quota',
  description:
    'Pushes to {{ $labels.project_name }} are refused once the quota is used up; a proxy-cache project stops caching and passes everything through.',
  runbook: `
1. *Projects → {{ $labels.project_name }} → Policy*: a retention rule deletes old tags, and garbage collection then frees the space.
2. Or raise the quota under *Administration → Project quotas*, if the volume or bucket has room for it.`,
};

const oldCertificate: AlertRule = {
  alert: 'HarborPodHoldsOldCertificate',
  expr: `max by (namespace, pod) (time() - kube_pod_start_time{namespace="${namespaceName}",pod=~"harbor-(core|portal|jobservice|registry|trivy)-.+"}) > 150 * 86400`,
  for: '1h',
  severity: 'warning',
  summary: 'Pod {{ $labels.pod }} has been running for 150 days and does not know of renewed certificates',
  description:
    'Harbor’s components read certificates at start. Those hold for a year and are renewed after half of it, so a pod that started just before a renewal serves an expired one when it is half a year old.',
  runbook: `
Restart it at a time of your choice within a month: \`kubectl -n ${namespaceName} rollout restart deployment\` and, for Trivy, \`kubectl -n ${namespaceName} rollout restart statefulset harbor-trivy\`. Core and portal do so without an interruption where they have two replicas.`,
};
