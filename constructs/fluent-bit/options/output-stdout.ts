// Options of the stdout output plugin of Fluent Bit 5.1.1.
// Source: fluent/fluent-bit@v5.1.1 plugins/out_stdout/ (config map), fluent/fluent-bit-docs pipeline/outputs/standard-output.md.
import type { OptionTable } from './table.js';

export const stdoutOutput: OptionTable = {
  format: 'text',
  json_date_format: 'text',
  json_date_key: 'text',
};
