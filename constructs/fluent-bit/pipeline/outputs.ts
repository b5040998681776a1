// Outputs: one for each pair of an output of the profile and a stream, so that a noisy stream fills its own buffer alone.
import { bytesOf } from '../../kit/schema.js';
import type { Config } from '../config.js';
import type { Output, OutputOf, OutputType } from '../config-outputs.js';
import { reference, tlsFilesOf, tlsPath } from '../credentials.js';
import { paths, type Stream } from '../names.js';
import { outputTables } from '../options/outputs.js';
import { sinkName } from '../sinks.js';
import { type Section, section } from './text.js';

interface Target {
  readonly stream: Stream;
  readonly cluster: string;
  readonly bufferLimit: string;
}

export function outputs(
  config: Config,
  cluster: string,
  sinks: readonly Output[],
  streams: readonly Stream[],
): readonly Section[] {
  return sinks.flatMap((output) =>
    streams
      .filter((stream) => output.match.includes(stream))
      .map((stream) => {
        const limit = 'bufferLimit' in output ? output.bufferLimit : undefined;
        const target = { stream, cluster, bufferLimit: String(bytesOf(limit ?? config.buffer.limit)) };
        return section(
          {
            name: outputTables[output.type].plugin,
            alias: alias(output, stream),
            match: `${stream}.*`,
            ...own(output, target),
            ...connection(output),
            'storage.total_limit_size': target.bufferLimit,
            retry_limit: output.type === 'stdout' ? 'no_retries' : output.retryLimit,
            ...(output.type === 'stdout' ? {} : { workers: output.workers }),
          },
          output.options,
        );
      }),
  );
}

/** Name of an output in metrics and logs: `opensearch.containers`. */
export function alias(output: Output, stream: Stream): string {
  return `${sinkName(output)}.${stream}`;
}

function connection(output: Output): Section {
  if (output.type === 'stdout') return {};
  const { tls } = output;
  const files = tlsFilesOf(output).map((f) => f.file);
  const plain = output.type === 's3' && output.endpoint?.startsWith('http:');
  if (!tls.enabled || plain) return { tls: false };
  return {
    tls: true,
    'tls.verify': tls.verify,
    'tls.verify_hostname': tls.verify,
    'tls.min_version': tls.minVersion,
    'tls.vhost': tls.serverName,
    ...(files.includes('ca.crt') ? { 'tls.ca_file': tlsPath(output, 'ca.crt') } : {}),
    ...(files.includes('tls.crt')
      ? { 'tls.crt_file': tlsPath(output, 'tls.crt'), 'tls.key_file': tlsPath(output, 'tls.key') }
      : {}),
  };
}

function own(output: Output, target: Target): Section {
  const render = renderers[output.type] as (output: Output, target: Target) => Section;
  return render(output, target);
}

const renderers: { readonly [T in OutputType]: (output: OutputOf<T>, target: Target) => Section } = {
  elasticsearch: (o, target) => ({
    ...indexed(o, target),
    ...(o.apiKey ? { http_api_key: reference(o, 'API_KEY') } : {}),
  }),
  opensearch: indexed,
  loki,
  splunk: (o, { cluster, stream }) => ({
    host: o.host,
    port: o.port,
    splunk_token: reference(o, 'TOKEN'),
    event_host: '$node_name',
    event_source: `${cluster}/${stream}`,
    event_sourcetype: o.sourceType,
    event_index: o.index,
    compress: 'gzip',
  }),
  s3,
  http: (o) => ({
    host: o.host,
    port: o.port,
    uri: o.uri,
    ...basic(o),
    format: o.format,
    ...dated,
    ...headers(o),
    compress: o.compress ? 'gzip' : undefined,
    // The answer of a healthy endpoint is of no interest, and some repeat the request in it.
    log_response_payload: false,
  }),
  forward: (o) => ({
    host: o.host,
    port: o.port,
    ...(o.sharedKey ? { shared_key: reference(o, 'SHARED_KEY'), self_hostname: '$' + '{NODE_NAME}' } : {}),
    ...(o.auth ? { username: reference(o, 'USERNAME'), password: reference(o, 'PASSWORD') } : {}),
    require_ack_response: o.acknowledge,
    // Fluentd refuses records with metadata; ours have none worth keeping.
    retain_metadata_in_forward_mode: false,
  }),
  stdout: (o) => ({ format: o.format, ...dated }),
};

const dated: Section = { json_date_key: '@timestamp', json_date_format: 'iso8601' };

function basic(o: { readonly auth?: unknown } & Output): Section {
  return o.auth ? { http_user: reference(o, 'USERNAME'), http_passwd: reference(o, 'PASSWORD') } : {};
}

function indexed(o: OutputOf<'elasticsearch'> | OutputOf<'opensearch'>, { stream }: Target): Section {
  return {
    host: o.host,
    port: o.port,
    path: o.path,
    ...basic(o),
    logstash_format: true,
    logstash_prefix: `${o.indexPrefix}${stream}`,
    // Document types are gone from both; without this each request is refused.
    suppress_type_name: true,
    // A chunk that is sent again replaces nothing and doubles nothing: its records have the same ids.
    generate_id: true,
    replace_dots: true,
    trace_error: false,
    // The answer to a bulk request names each record; one that does not fit counts as failed.
    buffer_size: '8M',
    compress: o.compress ? 'gzip' : undefined,
  };
}

function loki(o: OutputOf<'loki'>, { stream, cluster }: Target): Section {
  // A stream of Loki for each container, not for each pod: names of pods come and go, and are metadata.
  const fields: Readonly<Record<Stream, Readonly<Record<string, string>>>> = {
    containers: {
      namespace: "$kubernetes['namespace_name']",
      container: "$kubernetes['container_name']",
    },
    kubelet: { node: '$node_name' },
    audit: { node: '$node_name' },
  };
  const labels = { job: stream, cluster, ...fields[stream], ...o.labels };
  return {
    host: o.host,
    port: o.port,
    uri: o.uri,
    tenant_id: o.tenantId,
    ...basic(o),
    ...(o.bearerToken ? { bearer_token: reference(o, 'BEARER_TOKEN') } : {}),
    labels: Object.entries(labels)
      .map(([name, value]) => `${name}=${value}`)
      .join(','),
    structured_metadata: stream === 'containers' ? "pod=$kubernetes['pod_name'],node=$node_name" : undefined,
    line_format: 'json',
    compress: 'gzip',
  };
}

function s3(o: OutputOf<'s3'>, { stream, cluster, bufferLimit }: Target): Section {
  const prefix = o.prefix.replace(/^\/|\/$/g, '');
  return {
    bucket: o.bucket,
    region: o.region,
    endpoint: o.endpoint,
    // The UUID keeps nodes from writing over each other's objects.
    s3_key_format: `/${prefix ? `${prefix}/` : ''}${cluster}/${stream}/%Y/%m/%d/%H/%M%S-$UUID.json.gz`,
    total_file_size: String(bytesOf(o.fileSize)),
    upload_timeout: o.uploadTimeout,
    use_put_object: true,
    compression: 'gzip',
    ...dated,
    // The plugin gathers records on disk by itself before it writes an object.
    store_dir: `${paths.state}/s3/${alias(o, stream)}`,
    store_dir_limit_size: bufferLimit,
  };
}

function headers(o: OutputOf<'http'>): Section {
  const header = [
    ...Object.entries(o.headers).map(([name, value]) => `${name} ${value}`),
    ...Object.keys(o.secretHeaders).map((name) => `${name} ${reference(o, `HEADER_${name}`)}`),
  ];
  return header.length > 0 ? { header } : {};
}
