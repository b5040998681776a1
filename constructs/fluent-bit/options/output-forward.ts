// Options of the forward output plugin of Fluent Bit 5.1.1.
// Source: fluent/fluent-bit@v5.1.1 plugins/out_forward/ (config map), fluent/fluent-bit-docs pipeline/outputs/forward.md.
import type { OptionTable } from './table.js';

export const forwardOutput: OptionTable = {
  add_option: 'text',
  compress: 'text',
  empty_shared_key: 'bool',
  fluentd_compat: 'bool',
  password: 'text',
  require_ack_response: 'bool',
  retain_metadata_in_forward_mode: 'bool',
  self_hostname: 'text',
  send_options: 'bool',
  shared_key: 'text',
  tag: 'text',
  time_as_integer: 'bool',
  unix_path: 'text',
  upstream: 'text',
  username: 'text',
};
