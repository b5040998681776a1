// Metric names that every target has.
import { exposes } from './exposes.js';

/** Of programs in Go. Checked against prometheus/client_golang@v1.23.2: prometheus/go_collector.go, process_collector.go. */
export const goProcess: readonly string[] = exposes({
  counters: `
    go_memstats_alloc_bytes_total process_cpu_seconds_total
  `,
  gauges: `
    go_goroutines go_info go_memstats_alloc_bytes go_memstats_heap_alloc_bytes
    go_memstats_heap_inuse_bytes go_memstats_heap_objects go_memstats_last_gc_time_seconds
    go_memstats_next_gc_bytes go_memstats_sys_bytes go_threads process_max_fds process_open_fds
    process_resident_memory_bytes process_start_time_seconds process_virtual_memory_bytes
  `,
  summaries: `
    go_gc_duration_seconds
  `,
});

/**
 * Made by Prometheus for each scrape and each alert. Checked against prometheus/prometheus@v3.13.1: scrape/scrape.go,
 * rules/alerting.go.
 */
export const made: readonly string[] = exposes({
  gauges: `
    ALERTS ALERTS_FOR_STATE scrape_duration_seconds scrape_samples_post_metric_relabeling
    scrape_samples_scraped scrape_series_added up
  `,
});
