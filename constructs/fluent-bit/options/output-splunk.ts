// Options of the splunk output plugin of Fluent Bit 5.1.1.
// Source: fluent/fluent-bit@v5.1.1 plugins/out_splunk/ (config map), fluent/fluent-bit-docs pipeline/outputs/splunk.md.
import type { OptionTable } from './table.js';

export const splunkOutput: OptionTable = {
  auto_extract_timestamp: 'bool',
  channel: 'text',
  compress: 'text',
  event_field: 'text',
  event_host: 'text',
  event_index: 'text',
  event_index_key: 'text',
  event_key: 'text',
  event_source: 'text',
  event_sourcetype: 'text',
  event_sourcetype_key: 'text',
  http_buffer_size: 'size',
  http_debug_bad_request: 'bool',
  http_passwd: 'text',
  http_user: 'text',
  splunk_send_raw: 'bool',
  splunk_token: 'text',
};
