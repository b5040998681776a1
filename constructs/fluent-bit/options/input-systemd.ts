// Options of the systemd input plugin of Fluent Bit 5.1.1.
// Source: fluent/fluent-bit@v5.1.1 plugins/in_systemd/ (config map), fluent/fluent-bit-docs pipeline/inputs/systemd.md.
import type { OptionTable } from './table.js';

export const systemdInput: OptionTable = {
  db: 'text',
  'db.sync': 'text',
  lowercase: 'bool',
  max_entries: 'int',
  max_fields: 'int',
  path: 'text',
  read_from_tail: 'bool',
  strip_underscores: 'bool',
  systemd_filter: 'text',
  systemd_filter_type: 'text',
};
