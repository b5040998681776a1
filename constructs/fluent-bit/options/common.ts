// Options that every input, filter or output of Fluent Bit 5.1.1 understands, and those of its connections.
// Source: fluent/fluent-bit@v5.1.1 src/flb_input.c, flb_filter.c, flb_output.c, tls/flb_tls.c, flb_upstream.c;
// fluent/fluent-bit-docs administration/transport-security.md, networking.md, scheduling-and-retries.md, multithreading.md.
import type { OptionTable } from './table.js';

export const inputCommon: OptionTable = {
  alias: 'text',
  log_level: 'text',
  log_suppress_interval: 'time',
  mem_buf_limit: 'size',
  rate_gate: 'bool',
  'rate_gate.backpressure': 'bool',
  'rate_gate.max_bytes': 'size',
  'rate_gate.max_records': 'int',
  'rate_gate.resume_ratio': 'double',
  rate_window: 'time',
  routable: 'bool',
  'storage.pause_on_chunks_overlimit': 'bool',
  'storage.type': 'text',
  tag: 'text',
  'thread.ring_buffer.capacity': 'int',
  'thread.ring_buffer.window': 'int',
  threaded: 'bool',
};

export const filterCommon: OptionTable = {
  alias: 'text',
  log_level: 'text',
  log_suppress_interval: 'time',
  match: 'text',
  match_regex: 'text',
};

export const outputCommon: OptionTable = {
  alias: 'text',
  host: 'text',
  ipv6: 'bool',
  log_level: 'text',
  log_suppress_interval: 'time',
  match: 'text',
  match_regex: 'text',
  port: 'int',
  retry_limit: 'text',
  'storage.total_limit_size': 'size',
  workers: 'int',
};

/** TLS of an output; `tls.proxy.*` is for proxies that are reached over TLS. */
export const tlsOptions: OptionTable = {
  tls: 'bool',
  'tls.ca_file': 'text',
  'tls.ca_path': 'text',
  'tls.ciphers': 'text',
  'tls.crt_file': 'text',
  'tls.debug': 'int',
  'tls.key_file': 'text',
  'tls.key_passwd': 'text',
  'tls.max_version': 'text',
  'tls.min_version': 'text',
  'tls.proxy.ca_file': 'text',
  'tls.proxy.ca_path': 'text',
  'tls.proxy.verify': 'bool',
  'tls.proxy.verify_hostname': 'bool',
  'tls.verify': 'bool',
  'tls.verify_hostname': 'bool',
  'tls.vhost': 'text',
};

/** Connections of outputs that dial out. */
export const netOptions: OptionTable = {
  'net.connect_timeout': 'time',
  'net.connect_timeout_log_error': 'bool',
  'net.dns.mode': 'text',
  'net.dns.prefer_ipv4': 'bool',
  'net.dns.prefer_ipv6': 'bool',
  'net.dns.resolver': 'text',
  'net.io_timeout': 'time',
  'net.keepalive': 'bool',
  'net.keepalive_idle_timeout': 'time',
  'net.keepalive_max_recycle': 'int',
  'net.max_worker_connections': 'int',
  'net.proxy_env_ignore': 'bool',
  'net.source_address': 'text',
  'net.tcp_keepalive': 'bool',
  'net.tcp_keepalive_interval': 'int',
  'net.tcp_keepalive_probes': 'int',
  'net.tcp_keepalive_time': 'int',
};
