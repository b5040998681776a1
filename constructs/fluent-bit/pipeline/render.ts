// The configuration of one DaemonSet, as the files of its ConfigMap.
import { stringify } from 'yaml';
import type { Platform } from '../../kit/platform.js';
import { bytesOf } from '../../kit/schema.js';
import type { Config } from '../config.js';
import { paths, port, type Stream } from '../names.js';
import { sinksOf } from '../sinks.js';
import { luaFile, luaScript } from './audit-lua.js';
import { filters } from './filters.js';
import { inputs } from './inputs.js';
import { outputs } from './outputs.js';
import { signals } from './signals.js';
import { listenAddress, type Section, section } from './text.js';

export const configFile = 'fluent-bit.yaml';

export function configFiles(
  config: Config,
  platform: Platform,
  streams: readonly Stream[],
): Readonly<Record<string, string>> {
  const sinks = sinksOf(config, platform, streams);
  const parsers = [
    ...(streams.includes('audit') ? [auditParser] : []),
    ...config.parsers.map((parser) => ({ ...parser })),
  ];
  const document = {
    service: service(config, platform),
    ...(parsers.length > 0 ? { parsers } : {}),
    ...(config.multilineParsers.length > 0 ? { multiline_parsers: config.multilineParsers } : {}),
    pipeline: {
      inputs: inputs(config, platform, streams),
      filters: filters(config, platform, streams),
      outputs: [
        ...outputs(config, platform.cluster.name, sinks, streams),
        ...(streams.includes('audit') ? signals(platform).outputs : []),
      ],
    },
  };
  return {
    // Options without a value are left out, and so to Fluent Bit's default.
    [configFile]: stringify(document, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false }),
    ...(streams.includes('audit') ? { [luaFile]: luaScript } : {}),
  };
}

/** Events carry microseconds; `%L` reads any number of digits. The field stays, as auditors expect it. */
const auditParser: Section = {
  name: 'audit',
  format: 'json',
  time_key: 'requestReceivedTimestamp',
  time_format: '%Y-%m-%dT%H:%M:%S.%LZ',
  time_keep: true,
};

function service(config: Config, platform: Platform): Section {
  const { buffer, service: s } = config;
  return section(
    {
      flush: s.flushSeconds,
      grace: s.graceSeconds,
      log_level: s.logLevel,
      parsers_file: paths.parsers,
      http_server: true,
      http_listen: listenAddress(platform),
      http_port: port,
      health_check: true,
      hot_reload: s.hotReload,
      'scheduler.base': 5,
      'scheduler.cap': s.retryMaxSeconds,
      'storage.path': `${paths.state}/buffer`,
      'storage.sync': 'normal',
      'storage.checksum': true,
      'storage.metrics': true,
      'storage.max_chunks_up': buffer.maxChunksUp,
      'storage.backlog.mem_limit': String(bytesOf(buffer.backlogMemory)),
      // A chunk that a crash cut short would stay, be tried and fail at each start.
      'storage.delete_irrecoverable_chunks': true,
    },
    config.options.service,
  );
}
