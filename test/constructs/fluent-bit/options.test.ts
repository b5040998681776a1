// Options of Fluent Bit that a profile names: typos, wrong values and credentials fail at synth.
import { describe, expect, it } from 'vitest';
import { config, pipelineOf, plugin, problemsOf, render } from './support.js';

const secret = { secret: 's', key: 'k' };
const host = 'logs.example.com';

/** The least of each output, a typo of an option, and what is meant. */
const typos: readonly [object, string, string][] = [
  [{ type: 'elasticsearch', host }, 'logstash_fromat', 'logstash_format'],
  [{ type: 'opensearch', host }, 'generate_ids', 'generate_id'],
  [{ type: 'loki', host }, 'label_key', 'label_keys'],
  [{ type: 'splunk', host, token: secret }, 'event_sourcetyp', 'event_sourcetype'],
  [{ type: 's3', bucket: 'logs', region: 'eu-west-1' }, 'store_dir_limitsize', 'store_dir_limit_size'],
  [{ type: 'http', host }, 'json_date_frmat', 'json_date_format'],
  [{ type: 'forward', host }, 'send_option', 'send_options'],
  [{ type: 'stdout' }, 'json_date_keys', 'json_date_key'],
  // Options that outputs share: connections, TLS, threads.
  [{ type: 'loki', host }, 'net.keep_alive', 'net.keepalive'],
  [{ type: 'http', host }, 'tls.ciper', 'tls.ciphers'],
  [{ type: 'forward', host }, 'worker', 'workers'],
];

describe('options of Fluent Bit in a profile', () => {
  it.each(typos)('catch a typo in the output %o', (output, typo, meant) => {
    const found = problemsOf({ outputs: [{ ...output, options: { [typo]: 'x' } }] });
    expect(found).toEqual([
      expect.stringMatching(
        new RegExp(
          `^outputs\\.0\\.options\\.${typo.replaceAll('.', '\\.')}: is no option of the plugin .*; did you mean ${meant}\\?$`,
        ),
      ),
    ]);
  });

  it.each([
    ['service', 'flsh', 'flush'],
    ['containers', 'refresh_intervall', 'refresh_interval'],
    ['kubernetes', 'kube_meta_cache_tll', 'kube_meta_cache_ttl'],
    ['kubelet', 'max_entrys', 'max_entries'],
    ['audit', 'rotate_wiat', 'rotate_wait'],
  ])('catch a typo in options.%s', (section, typo, meant) => {
    expect(problemsOf({ options: { [section]: { [typo]: 1 } } })).toEqual([
      expect.stringContaining(`options.${section}.${typo}: is no option of`),
    ]);
    expect(problemsOf({ options: { [section]: { [typo]: 1 } } })[0]).toContain(`did you mean ${meant}?`);
  });

  it('catch a typo in a filter, and in the name of a filter', () => {
    expect(problemsOf({ filters: [{ name: 'grep', options: { exlude: 'log x' } }] })).toEqual([
      'filters.0.options.exlude: is no option of the filter grep; did you mean exclude?',
    ]);
    expect(() => config({ filters: [{ name: 'gerp' }] })).toThrow(/grep/);
  });

  it('refuse values of the wrong kind', () => {
    const audit = (options: object) => problemsOf({ options: { audit: options } });
    expect(audit({ skip_long_lines: 'yes please' })).toEqual([
      'options.audit.skip_long_lines: is yes please, not true or false',
    ]);
    expect(audit({ buffer_max_size: '8 MiB' })).toEqual([expect.stringContaining('not a size')]);
    expect(audit({ rotate_wait: 'soon' })).toEqual([expect.stringContaining('not a time')]);
    expect(audit({ skip_long_lines: ['true', 'false'] })).toEqual([expect.stringContaining('one value')]);
  });

  it('accept every kind that Fluent Bit reads, whatever the case of the name, and win over ours', () => {
    const given = {
      options: {
        containers: { Refresh_Interval: 30, buffer_max_size: '1M', skip_long_lines: 'off', parser_1: 'json' },
        service: { flush: 0.5, 'scheduler.cap': 60 },
      },
      outputs: [{ type: 'opensearch', host, options: { trace_error: true, 'net.connect_timeout': '5s' } }],
    };
    expect(problemsOf(given)).toEqual([]);
    const { service, pipeline } = pipelineOf(render(given));
    expect(service).toMatchObject({ flush: 0.5, 'scheduler.cap': 60 });
    const tail = plugin(pipeline.inputs, 'containers');
    expect(tail).toMatchObject({ refresh_interval: 30, buffer_max_size: '1M', skip_long_lines: 'off' });
    expect(Object.keys(tail).filter((key) => /refresh/i.test(key))).toEqual(['refresh_interval']);
    expect(plugin(pipeline.outputs, 'opensearch.containers')).toMatchObject({
      trace_error: true,
      'net.connect_timeout': '5s',
    });
  });

  it('leave to their own keys what the manifests stand on', () => {
    expect(
      problemsOf({
        options: { service: { http_port: 1 }, containers: { db: '/x' }, kubernetes: { use_kubelet: true } },
        outputs: [{ type: 'loki', host, options: { Match: '*' } }],
      }),
    ).toEqual([
      expect.stringContaining('options.service.http_port: cannot be set here; probes'),
      expect.stringContaining('options.containers.db: cannot be set here; positions'),
      expect.stringContaining('options.kubernetes.use_kubelet: cannot be set here; it needs rights'),
      expect.stringContaining('outputs.0.options.Match: cannot be set here; use match'),
    ]);
  });

  it('refuse credentials in plain sight and take variables of env, known ones alone', () => {
    const http = (value: string, env: object = {}) =>
      problemsOf({ env, outputs: [{ type: 'http', host, options: { 'oauth2.client_secret': value } }] });
    expect(http('hunter2')).toEqual([expect.stringContaining('credential into a ConfigMap')]);
    expect(http('$' + '{CLIENT}')).toEqual([expect.stringContaining('variable CLIENT, which is not in env')]);
    expect(http('$' + '{CLIENT}', { CLIENT: secret })).toEqual([]);
  });
});
