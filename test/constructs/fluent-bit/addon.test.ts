// Fluent Bit on the nodes: what it reads on each distribution, with which rights, and whom it may reach.
import { describe, expect, it } from 'vitest';
import { fluentBit } from '../../../constructs/fluent-bit/addon.js';
import type { Distribution } from '../../../constructs/kit/cluster.js';
import { barePlatform } from '../../support/platform.js';
import {
  config,
  find,
  hostPaths,
  on,
  pipelineOf,
  platform,
  plugin,
  podOf,
  problemsOf,
  render,
} from './support.js';

describe('what Fluent Bit reads', () => {
  it('is container logs with positions on the node, without its own', () => {
    const { inputs } = pipelineOf(render()).pipeline;
    expect(plugin(inputs, 'containers')).toMatchObject({
      name: 'tail',
      tag: 'containers.*',
      path: '/var/log/containers/*.log',
      exclude_path: '/var/log/containers/fluent-bit-*_logging-agents_*.log',
      'multiline.parser': 'cri',
      db: '/var/lib/fluent-bit/containers.db',
      read_from_head: true,
      skip_long_lines: true,
      'storage.type': 'filesystem',
    });
  });

  it('has a database of its own for each input, and a folder of its own for each DaemonSet', () => {
    const objects = render(
      {},
      on('rke2', { auditLog: { path: '/var/lib/rancher/rke2/server/logs/audit.log' } }),
    );
    const { inputs } = pipelineOf(objects).pipeline;
    const databases = inputs.map((i) => i.db);
    expect(databases).toHaveLength(3);
    expect(new Set(databases).size).toBe(3);
    expect(hostPaths(objects)).toHaveProperty('/var/lib/fluent-bit/fluent-bit', 'rw DirectoryOrCreate');
    expect(hostPaths(objects, 'fluent-bit-audit')).toHaveProperty(
      '/var/lib/fluent-bit/fluent-bit-audit',
      'rw DirectoryOrCreate',
    );
  });

  it('leaves out namespaces and files of the user’s choice', () => {
    const containers = { excludeNamespaces: ['batch'], excludePaths: ['/var/log/containers/noisy-*.log'] };
    const { inputs } = pipelineOf(render({ containers })).pipeline;
    expect(String(plugin(inputs, 'containers').exclude_path).split(',')).toEqual([
      '/var/log/containers/fluent-bit-*_logging-agents_*.log',
      '/var/log/containers/*_batch_*.log',
      '/var/log/containers/noisy-*.log',
    ]);
  });

  it('is found behind Docker’s links, in Docker’s form', () => {
    const objects = render({ containerRuntime: 'docker' });
    expect(plugin(pipelineOf(objects).pipeline.inputs, 'containers')['multiline.parser']).toBe('docker');
    expect(hostPaths(objects)).toHaveProperty('/var/lib/docker/containers', 'ro Directory');
    expect(hostPaths(render())).not.toHaveProperty('/var/lib/docker/containers');
  });

  const units: readonly [Distribution, readonly string[]][] = [
    ['kubeadm', ['kubelet.service']],
    ['kind', ['kubelet.service']],
    ['eks', ['kubelet.service']],
    ['gke', ['kubelet.service']],
    ['aks', ['kubelet.service']],
    ['k3s', ['k3s.service', 'k3s-agent.service']],
    ['rke2', ['rke2-server.service', 'rke2-agent.service']],
  ];
  it.each(units)('is the kubelet’s journal on %s', (distribution, wanted) => {
    const objects = render({}, on(distribution));
    const journal = plugin(pipelineOf(objects).pipeline.inputs, 'kubelet');
    expect(journal.systemd_filter).toEqual(wanted.map((unit) => `_SYSTEMD_UNIT=${unit}`));
    // A path that is missing on a node would keep Fluent Bit from starting.
    expect(journal).not.toHaveProperty('path');
    expect(hostPaths(objects)).toMatchObject({
      '/run/log': 'ro DirectoryOrCreate',
      '/etc/machine-id': 'ro File',
    });
  });

  it('is the kubelet’s file, too, on RKE2', () => {
    const objects = render({}, on('rke2'));
    expect(plugin(pipelineOf(objects).pipeline.inputs, 'kubelet-file')).toMatchObject({
      tag: 'kubelet.file',
      path: '/var/lib/rancher/rke2/agent/logs/kubelet.log',
    });
    expect(hostPaths(objects)).toHaveProperty('/var/lib/rancher/rke2/agent/logs', 'ro DirectoryOrCreate');
  });

  it('is no journal on Talos, which has none, and nothing of systemd is mounted', () => {
    const objects = render({}, on('talos'));
    expect(pipelineOf(objects).pipeline.inputs.map((i) => i.alias)).toEqual(['containers']);
    expect(hostPaths(objects)).not.toHaveProperty('/etc/machine-id');
  });

  it.each<[Distribution, string]>([
    ['kubeadm', '/var/log/kubernetes/audit/audit.log'],
    ['k3s', '/var/lib/rancher/k3s/server/logs/audit.log'],
    ['rke2', '/var/lib/rancher/rke2/server/logs/audit.log'],
    ['talos', '/var/log/audit/kube/kube-apiserver.log'],
  ])('is the audit log of %s, on control planes alone', (distribution, path) => {
    const objects = render({}, on(distribution, { auditLog: { path } }));
    const audit = pipelineOf(objects, 'fluent-bit-audit');
    expect(audit.pipeline.inputs).toMatchObject([
      { name: 'tail', tag: 'audit.log', path, parser: 'audit', db: '/var/lib/fluent-bit/audit.db' },
    ]);
    expect(audit.parsers).toMatchObject([
      { name: 'audit', format: 'json', time_key: 'requestReceivedTimestamp', time_keep: true },
    ]);
    const folder = path.slice(0, path.lastIndexOf('/'));
    expect(hostPaths(objects, 'fluent-bit-audit')).toEqual({
      '/var/lib/fluent-bit/fluent-bit-audit': 'rw DirectoryOrCreate',
      [folder]: 'ro DirectoryOrCreate',
    });
    expect(hostPaths(objects)).not.toHaveProperty(folder);
    expect(podOf(objects, 'fluent-bit-audit').affinity).toMatchObject({
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists' }] },
          ],
        },
      },
    });
    expect(podOf(objects).affinity).toBeUndefined();
  });

  it('is no audit log where none is known or wanted, and one that is demanded must be known', () => {
    const { auditLog: _, ...without } = platform;
    const names = (objects: ReturnType<typeof render>) =>
      objects.filter((o) => o.kind === 'DaemonSet').map((o) => o.metadata.name);
    expect(names(render({}, without))).toEqual(['fluent-bit']);
    expect(names(render({ auditLogs: false }))).toEqual(['fluent-bit']);
    expect(names(render())).toEqual(['fluent-bit', 'fluent-bit-audit']);
    expect(fluentBit.requires?.(config({ auditLogs: true }))).toContain('auditLog');
  });

  it('must be something', () => {
    const nothing = { containers: { enabled: false }, kubelet: { enabled: false }, auditLogs: false };
    expect(problemsOf(nothing)).toEqual([expect.stringContaining('leaves nothing to collect')]);
  });
});

describe('what becomes of a record', () => {
  it('of a container: stack traces are joined, the pod is added, then the profile’s filters, then the origin', () => {
    const given = {
      containers: { stackTraces: ['java', 'go'], parseJsonInto: 'app', annotations: true },
      filters: [{ name: 'grep', match: ['containers', 'audit'], options: { exclude: 'log healthz' } }],
    };
    const { filters } = pipelineOf(render(given)).pipeline;
    expect(filters.map((f) => f.name)).toEqual([
      'multiline',
      'record_modifier',
      'kubernetes',
      'record_modifier',
      'grep',
      'modify',
    ]);
    expect(plugin(filters, 'stack-traces')['multiline.parser']).toBe('java,go');
    expect(plugin(filters, 'kubernetes')).toMatchObject({
      kube_tag_prefix: 'containers.var.log.containers.',
      merge_log: true,
      merge_log_key: 'app',
      keep_log: false,
      'k8s-logging.parser': true,
      'k8s-logging.exclude': true,
      annotations: true,
      buffer_size: 0,
      kube_meta_cache_ttl: '600s',
    });
    // In this DaemonSet it sees container logs alone.
    expect(filters.find((f) => f.name === 'grep')).toMatchObject({ match: 'containers.*' });
    expect(plugin(filters, 'origin')).toMatchObject({
      match_regex: '^(containers|kubelet)\\.',
      set: ['cluster_name test', 'node_name $' + '{NODE_NAME}'],
    });
  });

  it('of the audit log: signals are counted first, bodies become text last, pods are not looked up', () => {
    const signal = {
      metric: 'exec',
      description: 'Exec.',
      conditions: [{ field: "$objectRef['subresource']", regex: '^exec$' }],
      labels: { user: "$user['username']" },
    };
    const objects = render(
      { filters: [{ name: 'nest', match: ['audit'], options: { operation: 'lift' } }] },
      { ...platform, auditLog: { path: '/var/log/audit.log', signals: [signal] } },
    );
    const { filters, outputs } = pipelineOf(objects, 'fluent-bit-audit').pipeline;
    expect(filters.map((f) => f.name)).toEqual(['modify', 'log_to_metrics', 'nest', 'lua', 'modify']);
    expect(plugin(filters, 'audit-bodies')).toMatchObject({
      script: '/fluent-bit/config/audit.lua',
      call: 'bodies_to_text',
    });
    expect(find(objects, 'ConfigMap', 'fluent-bit-audit').data['audit.lua']).toContain(
      'function bodies_to_text(',
    );
    expect(outputs.map((o) => o.name)).toEqual(['opensearch', 'prometheus_exporter']);
    expect(find(objects, 'ServiceMonitor', 'fluent-bit-audit').spec).toMatchObject({
      endpoints: [{ port: 'http' }, { port: 'signals', path: '/metrics' }],
    });
  });

  it('can be told by parsers of the profile', () => {
    const given = {
      parsers: [{ name: 'app', format: 'regex', regex: '^(?<level>\\S+) (?<message>.*)$' }],
      multilineParsers: [{ name: 'm', rules: [{ state: 'start_state', regex: '/^x/', next_state: 'cont' }] }],
    };
    expect(pipelineOf(render(given))).toMatchObject({
      parsers: [{ name: 'app', regex: '^(?<level>\\S+) (?<message>.*)$' }],
      multiline_parsers: [{ name: 'm', type: 'regex' }],
    });
    expect(() => config({ parsers: [{ name: 'app', format: 'regex' }] })).toThrow(/needs one/);
    expect(() => config({ parsers: [{ name: 'app', format: 'json', time_fromat: 'x' }] })).toThrow(
      /time_fromat/,
    );
  });
});

describe('the pods of Fluent Bit', () => {
  it('run as root without capabilities, and see the node’s files read-only', () => {
    const objects = render();
    for (const name of ['fluent-bit', 'fluent-bit-audit']) {
      const pod = podOf(objects, name);
      expect(pod.securityContext).toMatchObject({ runAsUser: 0, seccompProfile: { type: 'RuntimeDefault' } });
      expect(pod.containers[0]?.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        readOnlyRootFilesystem: true,
      });
      const writable = Object.entries(hostPaths(objects, name)).filter(([, how]) => how.startsWith('rw'));
      expect(writable.map(([path]) => path)).toEqual([`/var/lib/fluent-bit/${name}`]);
    }
    expect(find(objects, 'Namespace', 'logging-agents').metadata).toMatchObject({
      labels: { 'pod-security.kubernetes.io/enforce': 'privileged' },
      annotations: { 'plinth.dev/pod-security-reason': expect.stringContaining('hostPath') },
    });
  });

  it('get one capability on Talos, whose audit log another user owns, and there for that log alone', () => {
    const objects = render({}, on('talos', { auditLog: { path: '/var/log/audit/kube/kube-apiserver.log' } }));
    expect(podOf(objects, 'fluent-bit-audit').containers[0]?.securityContext).toMatchObject({
      capabilities: { add: ['DAC_READ_SEARCH'], drop: ['ALL'] },
    });
    expect(podOf(objects).containers[0]?.securityContext).toMatchObject({ capabilities: { drop: ['ALL'] } });
    expect(JSON.stringify(podOf(objects))).not.toContain('DAC_READ_SEARCH');
  });

  it('may read Pods one by one, and the audit collector may not ask the API server at all', () => {
    const objects = render();
    expect(objects.filter((o) => /Role$/.test(o.kind)).map((o) => o.metadata.name)).toEqual(['fluent-bit']);
    expect(find(objects, 'ClusterRole', 'fluent-bit').rules).toEqual([
      { apiGroups: [''], resources: ['pods'], verbs: ['get'] },
    ]);
    expect(podOf(objects).automountServiceAccountToken).toBe(true);
    expect(podOf(objects, 'fluent-bit-audit').automountServiceAccountToken).toBe(false);
    const labelled = render({ options: { kubernetes: { namespace_labels: true } } });
    expect(find(labelled, 'ClusterRole', 'fluent-bit').rules).toEqual([
      { apiGroups: [''], resources: ['namespaces', 'pods'], verbs: ['get'] },
    ]);
  });

  it('are on every node unless the profile says otherwise', () => {
    expect(podOf(render()).tolerations).toEqual([{ operator: 'Exists' }]);
    const tolerations = [{ key: 'gpu', operator: 'Equal', value: 'yes', effect: 'NoSchedule' }];
    expect(podOf(render({ tolerations })).tolerations).toEqual(tolerations);
  });

  it('are replaced when their own configuration changes, the other DaemonSet staying as it is', () => {
    const checksums = (given: unknown) =>
      ['fluent-bit', 'fluent-bit-audit'].map((name) => {
        const { spec } = find(render(given), 'DaemonSet', name) as unknown as {
          spec: { template: { metadata: { annotations: Record<string, string> } } };
        };
        return spec.template.metadata.annotations['plinth.dev/config-checksum'];
      });
    const [node, audit] = checksums({});
    const [otherNode, sameAudit] = checksums({ containers: { excludeNamespaces: ['batch'] } });
    expect(otherNode).not.toBe(node);
    expect(sameAudit).toBe(audit);
  });

  it('mount their configuration as a folder, which follows the ConfigMap', () => {
    const mounts = podOf(render()).containers[0]?.volumeMounts ?? [];
    expect(mounts.filter((m) => 'subPath' in m)).toEqual([]);
    expect(mounts).toContainEqual({ mountPath: '/fluent-bit/config', name: 'config', readOnly: true });
  });

  it('cannot be given more chunks in memory than their limit holds', () => {
    expect(problemsOf({ buffer: { maxChunksUp: 500 } })).toEqual([
      expect.stringMatching(/^buffer\.maxChunksUp: is 500: .*1016 MB.*384Mi/),
    ]);
    expect(problemsOf({ buffer: { maxChunksUp: 500 }, resources: { memoryLimit: '2Gi' } })).toEqual([]);
  });

  it('listen on IPv6 where pods have no other address', () => {
    const v6 = { ...platform, cluster: { ...platform.cluster, podCidrs: ['fd00::/48'] } };
    expect(pipelineOf(render({}, v6)).service.http_listen).toBe('::');
  });
});

describe('the network of Fluent Bit', () => {
  const egress = (objects: ReturnType<typeof render>, name = 'fluent-bit') =>
    (find(objects, 'NetworkPolicy', name).spec as { egress: { to: object[]; ports: { port: number }[] }[] })
      .egress;
  const namespace = (name: string) => ({
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
  });
  const beyond = (objects: ReturnType<typeof render>, name?: string) =>
    egress(objects, name).filter((e) => e.ports[0]?.port !== 53 && e.ports[0]?.port !== 6443);

  it('leads to DNS, the API server and the log store, and for audit logs to no API server', () => {
    const store = {
      ports: [{ port: 9200, protocol: 'TCP' }],
      to: [
        { ...namespace('logging'), podSelector: { matchLabels: { 'app.kubernetes.io/name': 'opensearch' } } },
      ],
    };
    expect(egress(render()).map((e) => e.ports[0]?.port)).toEqual([53, 6443, 9200]);
    expect(egress(render())[2]).toEqual(store);
    expect(egress(render(), 'fluent-bit-audit').map((e) => e.ports[0]?.port)).toEqual([53, 9200]);
  });

  it('leads out of the cluster for hosts outside, and to one namespace for Services', () => {
    const outputs = [
      { type: 'loki', host: 'loki-gateway.observability.svc.cluster.local', port: 80, podPort: 8080 },
      { type: 'splunk', host: 'splunk.example.com', token: { secret: 's', key: 'k' } },
      { type: 's3', bucket: 'logs', region: 'eu', endpoint: 'https://minio.minio.svc:9000' },
    ];
    expect(beyond(render({ outputs }))).toEqual([
      { ports: [{ port: 8080, protocol: 'TCP' }], to: [namespace('observability')] },
      {
        ports: [{ port: 8088, protocol: 'TCP' }],
        to: [
          { ipBlock: { cidr: '0.0.0.0/0', except: ['10.244.0.0/16', '10.96.0.0/12'] } },
          { ipBlock: { cidr: '::/0' } },
        ],
      },
      { ports: [{ port: 9000, protocol: 'TCP' }], to: [namespace('minio')] },
    ]);
  });

  it('leads nowhere for stdout, and only where a stream goes', () => {
    const outputs = [
      { type: 'stdout', match: ['containers', 'kubelet'] },
      { type: 'forward', host: 'siem.example.com', match: ['audit'] },
    ];
    expect(beyond(render({ outputs }))).toEqual([]);
    expect(beyond(render({ outputs }), 'fluent-bit-audit').map((e) => e.ports[0]?.port)).toEqual([24224]);
  });

  it('lets Prometheus in, and nothing else', () => {
    const into = render().filter(
      (o) => o.kind === 'NetworkPolicy' && (o.spec as { ingress?: unknown }).ingress !== undefined,
    );
    expect(into.map((o) => o.metadata.name)).toEqual([
      'fluent-bit-from-prometheus',
      'fluent-bit-audit-from-prometheus',
    ]);
  });

  it('has no monitors, rules or certificates where the platform has no such thing', () => {
    const kinds = render({ outputs: [{ type: 'stdout' }] }, barePlatform).map((o) => o.kind);
    expect(kinds).not.toContain('ServiceMonitor');
    expect(kinds).not.toContain('PrometheusRule');
    expect(kinds).not.toContain('Service');
    expect(kinds).toContain('DaemonSet');
  });
});
