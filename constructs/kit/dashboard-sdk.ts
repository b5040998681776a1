// Grafana's own dashboard builders, loaded when the first dashboard is built and not before.
//
// The SDK is 235 small CommonJS files. `require` reads them in about 70 ms; a static `import` costs twice that,
// because Node then scans each file for its export names, and every command would pay for it.
import { createRequire } from 'node:module';

type Dashboard = typeof import('@grafana/grafana-foundation-sdk/dashboard');
type Common = typeof import('@grafana/grafana-foundation-sdk/common');
type Prometheus = typeof import('@grafana/grafana-foundation-sdk/prometheus');
type Timeseries = typeof import('@grafana/grafana-foundation-sdk/timeseries');
type Stat = typeof import('@grafana/grafana-foundation-sdk/stat');
type Gauge = typeof import('@grafana/grafana-foundation-sdk/gauge');
type Table = typeof import('@grafana/grafana-foundation-sdk/table');
type Units = typeof import('@grafana/grafana-foundation-sdk/units');

export interface Sdk {
  readonly dashboard: Dashboard;
  readonly common: Common;
  readonly prometheus: Prometheus;
  readonly timeseries: Timeseries;
  readonly stat: Stat;
  readonly gauge: Gauge;
  readonly table: Table;
}

/** Grafana's unit ids, as the SDK lists them, and free suffixes such as `suffix:cores`. */
export type Unit = Units[keyof Units] | `suffix:${string}`;

const require = createRequire(import.meta.url);

/** Cheap after the first call: `require` keeps what it has read. */
export function loadSdk(): Sdk {
  return {
    dashboard: require('@grafana/grafana-foundation-sdk/dashboard') as Dashboard,
    common: require('@grafana/grafana-foundation-sdk/common') as Common,
    prometheus: require('@grafana/grafana-foundation-sdk/prometheus') as Prometheus,
    timeseries: require('@grafana/grafana-foundation-sdk/timeseries') as Timeseries,
    stat: require('@grafana/grafana-foundation-sdk/stat') as Stat,
    gauge: require('@grafana/grafana-foundation-sdk/gauge') as Gauge,
    table: require('@grafana/grafana-foundation-sdk/table') as Table,
  };
}
