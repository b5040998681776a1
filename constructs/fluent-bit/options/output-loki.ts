// Options of the loki output plugin of Fluent Bit 5.1.1.
// Source: fluent/fluent-bit@v5.1.1 plugins/out_loki/ (config map), fluent/fluent-bit-docs pipeline/outputs/loki.md.
import type { OptionTable } from './table.js';

export const lokiOutput: OptionTable = {
  auto_kubernetes_labels: 'bool',
  bearer_token: 'text',
  buffer_size: 'size',
  compress: 'text',
  drop_single_key: 'text',
  header: 'text',
  http_passwd: 'text',
  http_user: 'text',
  label_keys: 'list',
  label_map_path: 'text',
  labels: 'list',
  line_format: 'text',
  remove_keys: 'list',
  structured_metadata: 'list',
  structured_metadata_map_keys: 'list',
  tenant_id: 'text',
  tenant_id_key: 'text',
  tenant_id_key_error_handling: 'text',
  uri: 'text',
};
