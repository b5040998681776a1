// The table of each output, and what of it the profile has keys for.
import type { OutputType } from '../config-outputs.js';
import { netOptions, outputCommon, tlsOptions } from './common.js';
import { elasticsearchOutput } from './output-elasticsearch.js';
import { forwardOutput } from './output-forward.js';
import { httpOutput } from './output-http.js';
import { lokiOutput } from './output-loki.js';
import { opensearchOutput } from './output-opensearch.js';
import { s3Output } from './output-s3.js';
import { splunkOutput } from './output-splunk.js';
import { stdoutOutput } from './output-stdout.js';
import type { OptionTable } from './table.js';

export interface OutputTable {
  /** Name of the plugin in Fluent Bit. */
  readonly plugin: string;
  readonly tables: readonly OptionTable[];
}

const dialling = [outputCommon, tlsOptions, netOptions];

export const outputTables: Readonly<Record<OutputType, OutputTable>> = {
  elasticsearch: { plugin: 'es', tables: [elasticsearchOutput, ...dialling] },
  opensearch: { plugin: 'opensearch', tables: [opensearchOutput, ...dialling] },
  loki: { plugin: 'loki', tables: [lokiOutput, ...dialling] },
  splunk: { plugin: 'splunk', tables: [splunkOutput, ...dialling] },
  s3: { plugin: 's3', tables: [s3Output, ...dialling] },
  http: { plugin: 'http', tables: [httpOutput, ...dialling] },
  forward: { plugin: 'forward', tables: [forwardOutput, ...dialling] },
  stdout: { plugin: 'stdout', tables: [stdoutOutput, outputCommon] },
};
