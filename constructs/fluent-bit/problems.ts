// What is wrong with a configuration beyond its schema: unknown options, streams that go nowhere, outputs that starve.
import type { Problem } from '../kit/addon.js';
import type { Platform } from '../kit/platform.js';
import { bytesOf } from '../kit/schema.js';
import type { Config, Options } from './config.js';
import type { Output } from './config-outputs.js';
import { credentialsOf } from './credentials.js';
import { type Checked, checkOptions } from './options/check.js';
import { filterCommon, inputCommon } from './options/common.js';
import { filterTables } from './options/filters.js';
import { systemdInput } from './options/input-systemd.js';
import { tailInput } from './options/input-tail.js';
import { outputTables } from './options/outputs.js';
import { serviceOptions } from './options/service.js';
import { sinkName } from './sinks.js';
import { activeStreams } from './streams.js';

export function problems(config: Config, platform: Platform): readonly Problem[] {
  return [
    ...optionProblems(config),
    ...config.outputs.flatMap((output, i) => outputProblems(config, output, i)),
    ...routingProblems(config, platform),
    ...memoryProblems(config),
  ];
}

const named = 'Plinth names it';
const inputReserved = {
  name: named,
  alias: named,
  tag: 'the rest of the pipeline matches it',
  db: 'positions are kept below buffer.hostPath',
};
const matched = 'use match';

function optionProblems(config: Config): Problem[] {
  const { options } = config;
  const check = (path: Problem['path'], given: Options, c: Omit<Checked, 'env'>): Problem[] =>
    checkOptions(given, { ...c, env: variables(config) }).map(({ key, message }) => ({
      path: [...path, key],
      message,
    }));
  return [
    ...check(['options', 'service'], options.service, {
      what: 'the service section',
      tables: [serviceOptions],
      reserved: {
        daemon: 'a container runs in the foreground',
        http_server: 'probes and metrics stand on it',
        http_port: 'probes and metrics stand on it',
        health_check: 'the readiness probe stands on it',
        'storage.path': 'use buffer.hostPath',
        parsers_file: 'use parsers',
      },
    }),
    ...check(['options', 'containers'], options.containers, {
      what: 'the plugin tail',
      tables: [tailInput, inputCommon],
      reserved: { ...inputReserved, exclude_path: 'use containers.excludePaths' },
    }),
    ...check(['options', 'audit'], options.audit, {
      what: 'the plugin tail',
      tables: [tailInput, inputCommon],
      reserved: { ...inputReserved, path: 'the platform fact auditLog says where the file is' },
    }),
    ...check(['options', 'kubelet'], options.kubelet, {
      what: 'the plugin systemd',
      tables: [systemdInput, inputCommon],
      reserved: { ...inputReserved, systemd_filter: 'use kubelet.units' },
    }),
    ...check(['options', 'kubernetes'], options.kubernetes, {
      what: 'the filter kubernetes',
      tables: [filterTables.kubernetes, filterCommon],
      reserved: {
        name: named,
        alias: named,
        use_kubelet: 'it needs rights on nodes/proxy, which amount to a shell in every pod',
        match: 'it reads container logs alone',
        match_regex: 'it reads container logs alone',
      },
    }),
    ...config.filters.flatMap((filter, i) =>
      check(['filters', i, 'options'], filter.options, {
        what: `the filter ${filter.name}`,
        tables: [filterTables[filter.name], filterCommon],
        reserved: { name: 'use name of the filter', match: matched, match_regex: matched },
      }),
    ),
    ...config.outputs.flatMap((output, i) =>
      check(['outputs', i, 'options'], output.options, {
        what: `the plugin ${outputTables[output.type].plugin}`,
        tables: outputTables[output.type].tables,
        reserved: {
          name: 'use type',
          alias: 'use name',
          match: matched,
          match_regex: matched,
          ...('host' in output ? { host: 'use host', port: 'use port' } : {}),
          ...(output.type === 's3' ? { store_dir: 'it is kept below buffer.hostPath' } : {}),
        },
      }),
    ),
  ];
}

/** What `${NAME}` may name in an option. */
function variables(config: Config): readonly string[] {
  return [
    'HOSTNAME',
    'NODE_NAME',
    ...Object.keys(config.env),
    ...config.outputs.flatMap(credentialsOf).map((c) => c.env),
  ];
}

function outputProblems(config: Config, output: Output, index: number): Problem[] {
  const path = ['outputs', index];
  const found: Problem[] = [];
  const before = config.outputs.slice(0, index);
  if (before.some((other) => sinkName(other) === sinkName(output))) {
    found.push({
      path: [...path, 'name'],
      message: `is ${sinkName(output)}, like that of an output before it; give each a name of its own`,
    });
  }
  const access = credentialsOf(output).map((c) => c.env);
  const clash = access.find((env) => env in config.env);
  if (clash) {
    found.push({
      path: ['env', clash],
      message: `is the name of a variable of output ${sinkName(output)}; use another`,
    });
  }
  if (
    output.type === 's3' &&
    output.credentials &&
    before.some((o) => o.type === 's3' && differ(o.credentials, output.credentials))
  ) {
    found.push({
      path: [...path, 'credentials'],
      message:
        'differ from those of an s3 output before it, and a process has one AWS access key; use one key for both',
    });
  }
  const two =
    (output.type === 'elasticsearch' && output.apiKey && output.auth && 'apiKey') ||
    (output.type === 'loki' && output.bearerToken && output.auth && 'bearerToken');
  if (two) found.push({ path: [...path, two], message: 'stands beside auth; use one of them' });
  return found;
}

function differ(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) !== JSON.stringify(b);
}

function routingProblems(config: Config, platform: Platform): Problem[] {
  const active = activeStreams(config, platform);
  if (active.length === 0) {
    return [
      {
        path: ['containers', 'enabled'],
        message: 'leaves nothing to collect; enable a stream, or disable fluent-bit',
      },
    ];
  }
  if (config.outputs.length === 0) return [];
  const taken = config.outputs.flatMap((output) => output.match);
  const lost = active
    .filter((stream) => !taken.includes(stream))
    .map((stream) => ({
      path: ['outputs'],
      message: `take no ${stream} logs, which are collected; add ${stream} to the match of an output, or ${off[stream]}`,
    }));
  const idle = config.outputs.flatMap((output, i) =>
    output.match.some((stream) => active.includes(stream))
      ? []
      : [
          {
            path: ['outputs', i, 'match'],
            message: `is ${output.match.join(', ')}, of which nothing is collected; collected are ${active.join(', ')}`,
          },
        ],
  );
  return [...lost, ...idle];
}

const off = {
  containers: 'set containers.enabled to false',
  kubelet: 'set kubelet.enabled to false',
  audit: 'set auditLogs to false',
} as const;

/** Chunks are about 2 MB: https://docs.fluentbit.io/manual/administration/buffering-and-storage */
function memoryProblems(config: Config): Problem[] {
  const chunks = config.buffer.maxChunksUp * 2_000_000 + bytesOf(config.buffer.backlogMemory);
  const limit = bytesOf(config.resources.memoryLimit);
  if (chunks <= limit * 0.75) return [];
  return [
    {
      path: ['buffer', 'maxChunksUp'],
      message: `is ${config.buffer.maxChunksUp}: with buffer.backlogMemory up to ${Math.round(chunks / 1e6)} MB in memory, and the limit is ${config.resources.memoryLimit}; raise resources.memoryLimit or lower it`,
    },
  ];
}
