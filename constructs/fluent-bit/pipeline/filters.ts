// Filters: what each record gains and loses between its input and the outputs.
import type { Platform } from '../../kit/platform.js';
import type { Config } from '../config.js';
import { paths, type Stream } from '../names.js';
import { luaFile } from './audit-lua.js';
import { signals } from './signals.js';
import { matching, type Section, section } from './text.js';

export function filters(config: Config, platform: Platform, streams: readonly Stream[]): readonly Section[] {
  return [
    ...(streams.includes('containers') ? containers(config) : []),
    ...(streams.includes('kubelet') ? [kubelet] : []),
    ...(streams.includes('audit') ? signals(platform).filters : []),
    ...config.filters
      .map((filter) => ({ ...filter, match: filter.match.filter((stream) => streams.includes(stream)) }))
      .filter((filter) => filter.match.length > 0)
      .map((filter) => section({ name: filter.name, ...matching(filter.match) }, filter.options)),
    // After the profile's filters, which may still read fields of the bodies.
    ...(streams.includes('audit') ? [audit] : []),
    {
      name: 'modify',
      alias: 'origin',
      ...matching(streams),
      // `set` replaces a field of that name; a second one of the same name would make the record invalid JSON.
      set: [`cluster_name ${platform.cluster.name}`, `node_name ${nodeVariable}`],
    },
  ];
}

const nodeVariable = '$' + '{NODE_NAME}';

function containers(config: Config): readonly Section[] {
  const c = config.containers;
  return [
    ...(c.stackTraces.length > 0
      ? [
          {
            name: 'multiline',
            alias: 'stack-traces',
            match: 'containers.*',
            'multiline.key_content': 'log',
            'multiline.parser': c.stackTraces.join(','),
            'emitter_storage.type': 'filesystem',
          },
        ]
      : []),
    {
      name: 'record_modifier',
      alias: 'runtime-fields',
      match: 'containers.*',
      // Marks of the runtime's line format: the time is the record's own already, and would clash with that of JSON logs.
      remove_key: ['_p', 'time'],
    },
    section(
      {
        name: 'kubernetes',
        alias: 'kubernetes',
        match: 'containers.*',
        kube_tag_prefix: 'containers.var.log.containers.',
        merge_log: c.parseJson,
        merge_log_key: c.parseJsonInto,
        keep_log: c.keepLog,
        'k8s-logging.parser': true,
        'k8s-logging.exclude': true,
        labels: c.labels,
        annotations: c.annotations,
        // No limit: the answer is one Pod, and one that does not fit loses all its metadata.
        buffer_size: 0,
        kube_meta_cache_ttl: `${c.metadataCacheSeconds}s`,
      },
      config.options.kubernetes,
    ),
  ];
}

const kubelet: Section = {
  name: 'record_modifier',
  alias: 'journal-fields',
  match: 'kubelet.*',
  // Of the dozens of fields that journald adds to each line.
  allowlist_key: ['message', 'priority', 'systemd_unit', 'syslog_identifier', 'pid'],
};

const audit: Section = {
  name: 'lua',
  alias: 'audit-bodies',
  match: 'audit.*',
  script: `${paths.config}/${luaFile}`,
  call: 'bodies_to_text',
  // Keeps null apart from absent.
  enable_flb_null: true,
};
