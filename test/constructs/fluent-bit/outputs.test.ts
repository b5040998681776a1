// Each output as Fluent Bit reads it: its pipeline, its TLS, its credentials, its share of the disk.
import { describe, expect, it } from 'vitest';
import { fluentBit } from '../../../constructs/fluent-bit/addon.js';
import {
  config,
  find,
  type Plugin,
  pipelineOf,
  platform,
  plugin,
  podOf,
  problemsOf,
  render,
} from './support.js';

const host = 'logs.example.com';
const secret = { secret: 'sink', key: 'token' };
const variable = (name: string) => `\${${name}}`;

const outputOf = (output: object, stream = 'containers'): Plugin => {
  const name = (output as { type: string }).type;
  const objects = render({ outputs: [output] });
  const from = stream === 'audit' ? 'fluent-bit-audit' : 'fluent-bit';
  return plugin(pipelineOf(objects, from).pipeline.outputs, `${name}.${stream}`);
};

describe('the outputs of Fluent Bit', () => {
  it('are the platform’s log store when the profile names none', () => {
    const objects = render();
    const { outputs } = pipelineOf(objects).pipeline;
    expect(outputs.map((o) => o.alias)).toEqual(['opensearch.containers', 'opensearch.kubelet']);
    expect(outputs[0]).toMatchObject({
      name: 'opensearch',
      match: 'containers.*',
      host: 'opensearch.logging.svc',
      port: 9200,
      http_user: variable('OPENSEARCH_USERNAME'),
      http_passwd: variable('OPENSEARCH_PASSWORD'),
      logstash_format: true,
      logstash_prefix: 'logs-containers',
      suppress_type_name: true,
      generate_id: true,
      replace_dots: true,
      trace_error: false,
      tls: true,
      'tls.verify': true,
      'tls.verify_hostname': true,
      'tls.ca_file': '/fluent-bit/tls/opensearch/ca.crt',
    });
    expect(pipelineOf(objects, 'fluent-bit-audit').pipeline.outputs).toMatchObject([
      { alias: 'opensearch.audit', match: 'audit.*', logstash_prefix: 'logs-audit' },
    ]);
    // The CA alone: the private key of the certificate stays in the Secret.
    expect(podOf(objects).volumes.find((v) => v.name === 'tls-opensearch')?.projected).toMatchObject({
      sources: [{ secret: { name: 'fluent-bit-tls', items: [{ key: 'ca.crt', path: 'ca.crt' }] } }],
    });
    expect(find(objects, 'Certificate', 'fluent-bit').spec).toMatchObject({
      secretName: 'fluent-bit-tls',
      issuerRef: { kind: 'ClusterIssuer', name: 'internal-ca' },
    });
    expect(fluentBit.secrets?.(config(), platform)).toEqual([
      expect.objectContaining({
        name: 'fluent-bit-log-store',
        namespace: 'logging-agents',
        keys: {
          username: { kind: 'literal', value: 'fluent-bit' },
          password: { kind: 'password', credential: 'opensearch-fluent-bit' },
        },
      }),
    ]);
    expect(fluentBit.requires?.(config())).toEqual(['logStore', 'certificates']);
  });

  it('need no log store and no certificate when the profile names its own', () => {
    const given = { outputs: [{ type: 'stdout' }] };
    expect(fluentBit.requires?.(config(given))).toEqual([]);
    expect(render(given).filter((o) => o.kind === 'Certificate')).toEqual([]);
    expect(fluentBit.secrets?.(config(given), platform)).toEqual([]);
  });

  it('write to Elasticsearch in daily indices, with an API key', () => {
    const output = outputOf(
      { type: 'elasticsearch', host, apiKey: secret, indexPrefix: 'prod-', path: '/es' },
      'kubelet',
    );
    expect(output).toMatchObject({
      name: 'es',
      host,
      port: 9200,
      path: '/es',
      http_api_key: variable('ELASTICSEARCH_API_KEY'),
      logstash_format: true,
      logstash_prefix: 'prod-kubelet',
      suppress_type_name: true,
      generate_id: true,
      compress: 'gzip',
    });
    expect(output).not.toHaveProperty('http_user');
  });

  it('write to OpenSearch outside, with the public CAs', () => {
    const output = outputOf({ type: 'opensearch', host, port: 443, auth: { secret: 'sink' } });
    expect(output).toMatchObject({ name: 'opensearch', port: 443, tls: true, 'tls.verify': true });
    expect(output).not.toHaveProperty('tls.ca_file');
  });

  it('write to Loki with few labels, pods being metadata', () => {
    const output = outputOf({
      type: 'loki',
      host,
      tenantId: 'a',
      bearerToken: secret,
      labels: { app: "$kubernetes['labels']['app']" },
    });
    expect(output).toMatchObject({
      name: 'loki',
      port: 3100,
      uri: '/loki/api/v1/push',
      tenant_id: 'a',
      bearer_token: variable('LOKI_BEARER_TOKEN'),
      labels:
        "job=containers,cluster=test,namespace=$kubernetes['namespace_name'],container=$kubernetes['container_name'],app=$kubernetes['labels']['app']",
      structured_metadata: "pod=$kubernetes['pod_name'],node=$node_name",
      line_format: 'json',
    });
    expect(outputOf({ type: 'loki', host }, 'audit').labels).toBe('job=audit,cluster=test,node=$node_name');
  });

  it('write to Splunk with a token', () => {
    expect(outputOf({ type: 'splunk', host, token: secret, index: 'main' }, 'audit')).toMatchObject({
      name: 'splunk',
      port: 8088,
      splunk_token: variable('SPLUNK_TOKEN'),
      event_index: 'main',
      event_host: '$node_name',
      event_source: 'test/audit',
    });
  });

  it('write to S3 in objects whose keys no two nodes share, gathered on disk within a limit', () => {
    const output = { type: 's3', bucket: 'logs', region: 'eu-west-1', prefix: 'k8s/', bufferLimit: '2Gi' };
    expect(outputOf(output)).toMatchObject({
      name: 's3',
      bucket: 'logs',
      region: 'eu-west-1',
      s3_key_format: '/k8s/test/containers/%Y/%m/%d/%H/%M%S-$UUID.json.gz',
      compression: 'gzip',
      store_dir: '/var/lib/fluent-bit/s3/s3.containers',
      store_dir_limit_size: '2147483648',
      tls: true,
    });
    expect(outputOf({ ...output, endpoint: 'http://minio.minio.svc:9000' })).toMatchObject({ tls: false });
  });

  it('write to HTTP with headers of which the secret ones are variables', () => {
    expect(
      outputOf({
        type: 'http',
        host,
        uri: '/in',
        headers: { 'X-Team': 'ops' },
        secretHeaders: { Authorization: secret },
        auth: { secret: 'sink' },
      }),
    ).toMatchObject({
      name: 'http',
      port: 443,
      uri: '/in',
      format: 'json',
      header: ['X-Team ops', `Authorization ${variable('HTTP_HEADER_AUTHORIZATION')}`],
      http_user: variable('HTTP_USERNAME'),
      http_passwd: variable('HTTP_PASSWORD'),
    });
  });

  it('write to Fluentd so that it accepts and confirms', () => {
    expect(outputOf({ type: 'forward', host, sharedKey: secret })).toMatchObject({
      name: 'forward',
      port: 24224,
      shared_key: variable('FORWARD_SHARED_KEY'),
      self_hostname: variable('NODE_NAME'),
      require_ack_response: true,
      retain_metadata_in_forward_mode: false,
    });
  });

  it('write to stdout, where Fluent Bit does not read it again', () => {
    const { inputs, outputs } = pipelineOf(render({ outputs: [{ type: 'stdout' }] })).pipeline;
    expect(outputs[0]).toMatchObject({ name: 'stdout', format: 'json_lines' });
    expect(outputs[0]).not.toHaveProperty('tls');
    expect(plugin(inputs, 'containers').exclude_path).toContain('fluent-bit-*_logging-agents_*.log');
  });

  it('bound what waits on disk and how often it is tried, each stream by itself', () => {
    const given = {
      buffer: { limit: '500M' },
      outputs: [
        { type: 'loki', host, match: ['containers', 'kubelet'], retryLimit: 'no_limits' },
        { type: 'splunk', host, token: secret, match: ['audit'], bufferLimit: '3G' },
      ],
    };
    const node = pipelineOf(render(given)).pipeline.outputs;
    expect(node.map((o) => [o.alias, o['storage.total_limit_size'], o.retry_limit])).toEqual([
      ['loki.containers', '500000000', 'no_limits'],
      ['loki.kubelet', '500000000', 'no_limits'],
    ]);
    const audit = pipelineOf(render(given), 'fluent-bit-audit').pipeline.outputs;
    expect(audit.map((o) => [o.alias, o['storage.total_limit_size'], o.retry_limit])).toEqual([
      ['splunk.audit', '3000000000', 300],
    ]);
  });

  it('verify with a CA of the user and present a certificate, mounted key by key', () => {
    const tls = {
      ca: { configMap: 'corporate-ca' },
      clientCertificate: { secret: 'client' },
      serverName: 'inside.example.com',
      minVersion: 'TLSv1.3',
    };
    const objects = render({ outputs: [{ type: 'forward', name: 'hub', host, tls }] });
    expect(plugin(pipelineOf(objects).pipeline.outputs, 'hub.containers')).toMatchObject({
      'tls.ca_file': '/fluent-bit/tls/hub/ca.crt',
      'tls.crt_file': '/fluent-bit/tls/hub/tls.crt',
      'tls.key_file': '/fluent-bit/tls/hub/tls.key',
      'tls.vhost': 'inside.example.com',
      'tls.min_version': 'TLSv1.3',
    });
    expect(podOf(objects).volumes.find((v) => v.name === 'tls-hub')?.projected).toMatchObject({
      sources: [
        { configMap: { name: 'corporate-ca', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
        { secret: { name: 'client', items: [{ key: 'tls.crt', path: 'tls.crt' }] } },
        { secret: { name: 'client', items: [{ key: 'tls.key', path: 'tls.key' }] } },
      ],
    });
  });

  it('have their credentials from Secrets, each declared once, and only where they are used', () => {
    const given = {
      env: { EXTRA: { secret: 'extra', key: 'value' } },
      outputs: [
        { type: 'elasticsearch', host, auth: { secret: 'es' }, match: ['containers', 'kubelet'] },
        { type: 's3', bucket: 'audit', region: 'x', credentials: { secret: 'aws' }, match: ['audit'] },
      ],
    };
    const objects = render(given);
    const names = (daemonSet: string) => podOf(objects, daemonSet).containers[0]?.env.map((e) => e.name);
    expect(names('fluent-bit')).toEqual([
      'NODE_NAME',
      'ELASTICSEARCH_USERNAME',
      'ELASTICSEARCH_PASSWORD',
      'EXTRA',
    ]);
    expect(names('fluent-bit-audit')).toEqual([
      'NODE_NAME',
      'AWS_ACCESS_KEY_ID',
      'AWS_SECRET_ACCESS_KEY',
      'EXTRA',
    ]);
    const needs = fluentBit.secrets?.(config(given), platform) ?? [];
    expect(needs.map((n) => [n.name, Object.keys(n.keys)])).toEqual([
      ['aws', ['accessKeyId', 'secretAccessKey']],
      ['es', ['username', 'password']],
      ['extra', ['value']],
    ]);
    expect(needs.every((n) => Object.values(n.keys).every((k) => k.kind === 'given'))).toBe(true);
    const variables = JSON.stringify(podOf(objects).containers[0]?.env);
    expect(variables).not.toContain('"value":');
  });

  it('refuse two of one name, keys beside passwords, and streams that go nowhere', () => {
    expect(
      problemsOf({
        outputs: [
          { type: 'loki', host, auth: { secret: 'a' }, bearerToken: secret, match: ['containers'] },
          { type: 'loki', host: 'other.example.com', match: ['containers'] },
        ],
      }),
    ).toEqual([
      expect.stringMatching(/^outputs\.0\.bearerToken: stands beside auth/),
      expect.stringMatching(/^outputs\.1\.name: is loki, like that of an output before it/),
      expect.stringMatching(/^outputs: take no kubelet logs.*kubelet\.enabled/),
      expect.stringMatching(/^outputs: take no audit logs.*auditLogs/),
    ]);
    expect(
      problemsOf({
        auditLogs: false,
        outputs: [{ type: 'stdout' }, { type: 'loki', host, match: ['audit'] }],
      }),
    ).toEqual([expect.stringMatching(/^outputs\.1\.match: is audit, of which nothing is collected/)]);
  });
});
