// Panels of a Grafana dashboard in a few words each. With board() and the variables of dashboard-board.ts, every
// dashboard of every addon is made of these, so that they look and behave alike.
//
//   import { board, namespaceVariable, row } from '../kit/dashboard-board.js';
//   import { query, stat, table, timeseries } from '../kit/dashboard-panels.js';
//
//   export function traefikDashboard(): unknown {
//     return board({
//       uid: 'plinth-traefik', title: 'Traefik', description: 'Requests through the ingress.', tags: ['platform'],
//       variables: [namespaceVariable()],
//       rows: [
//         row('State', [
//           stat({
//             title: 'Targets down', description: 'Instances that Prometheus cannot scrape.', unit: 'short',
//             expr: 'count(up{job="traefik"} == 0) or vector(0)', limits: { critical: 1 },
//           }),
//         ]),
//         row('Requests', [
//           timeseries({
//             title: 'Requests', description: 'By status code.', unit: 'reqps', stack: true,
//             queries: [query('sum by (code) (rate(traefik_service_requests_total[$__rate_interval]))', '{{code}}')],
//           }),
//           table({
//             title: 'Pods', description: 'Memory by pod.',
//             labels: { pod: { title: 'Pod', link: { board: 'plinth-pod', title: 'Pod', labels: { pod: 'pod' }, keep: ['namespace'] } } },
//             columns: [{ title: 'Memory', unit: 'bytes', expr: 'sum by (pod) (container_memory_working_set_bytes{namespace="$namespace"})' }],
//           }),
//         ]),
//       ],
//     });
//   }
//
// Panels flow left to right over 24 columns, `width` apiece; without it a row is shared out evenly.
import type * as Dashboards from '@grafana/grafana-foundation-sdk/dashboard';
import { type DrillLink, linkUrl } from './dashboard-link.js';
import { place, promQuery, refIdOf, setCommon } from './dashboard-parts.js';
import type { Sdk, Unit } from './dashboard-sdk.js';

export type { DrillLink } from './dashboard-link.js';
export type { Unit } from './dashboard-sdk.js';
export { type Gauge, gauge, type Single, type Stat, stat } from './dashboard-single.js';
export { type Table, type TableColumn, type TableLabel, table } from './dashboard-table.js';

/** A panel without its place: board() gives it one. */
export interface Panel {
  readonly title: string;
  /** Columns of 24; an even share of the row when left out. */
  readonly width?: number;
  /** Grid units of 30 pixels. */
  readonly height: number;
  build(sdk: Sdk): Dashboards.Panel;
}

/** What every panel says. */
export interface PanelSpec {
  readonly title: string;
  /** What it shows, what is normal, and what to do when it is not: the (i) of the panel. */
  readonly description: string;
  readonly width?: number;
  readonly height?: number;
}

export interface Query {
  /** PromQL; `$__rate_interval` for rates. */
  readonly expr: string;
  /** Legend template: `{{label}}`. */
  readonly legend: string;
  /**
   * How the series are drawn. `limit`: red dashes; `request`: yellow dashes; `mirror`: below the zero line, for what
   * flows the other way.
   */
  readonly as?: 'limit' | 'request' | 'mirror';
  /** Fixed colour, where the series means something good or bad: `red`, `green`, `orange`. */
  readonly color?: string;
}

/** Where a value becomes bad. */
export interface Limits {
  readonly warning?: number;
  readonly critical?: number;
  /** `below` when small values are the bad ones. */
  readonly worse?: 'above' | 'below';
}

/** Text and colour in place of a number: `{ 0: ['down', 'red'], 1: ['up', 'green'] }`. */
export type ValueTexts = Readonly<Record<number, readonly [text: string, color: string]>>;

export function query(expr: string, legend: string, more: Pick<Query, 'as' | 'color'> = {}): Query {
  return { expr, legend, ...more };
}

export interface Timeseries extends PanelSpec {
  readonly unit: Unit;
  readonly queries: readonly Query[];
  /** Areas on top of each other, for parts of a whole. */
  readonly stack?: boolean;
  /** Dashed lines where it becomes bad. */
  readonly limits?: Limits;
  /** Lower end of the axis; 0 unless said, left to Grafana when a query is mirrored. */
  readonly min?: number | 'auto';
  readonly max?: number;
  readonly decimals?: number;
  /** Where a click on a series leads. */
  readonly link?: DrillLink;
}

/** A chart over time. Its legend is a table with the last value and the maximum, sorted by the last. */
export function timeseries(spec: Timeseries): Panel {
  return {
    ...place(spec, 8),
    build(sdk) {
      const { common } = sdk;
      const builder = setCommon(sdk, new sdk.timeseries.PanelBuilder(), { ...spec, color: 'series' })
        .legend(
          new common.VizLegendOptionsBuilder()
            .showLegend(true)
            .displayMode(common.LegendDisplayMode.Table)
            .placement(common.LegendPlacement.Bottom)
            .calcs(['lastNotNull', 'max'])
            .sortBy('Last *')
            .sortDesc(true),
        )
        .tooltip(
          new common.VizTooltipOptionsBuilder()
            .mode(common.TooltipDisplayMode.Multi)
            .sort(common.SortOrder.Descending),
        )
        .lineWidth(1)
        .fillOpacity(spec.stack ? 40 : 8)
        .showPoints(common.VisibilityMode.Never)
        .spanNulls(false);
      const mirrored = spec.queries.some((q) => q.as === 'mirror');
      if (spec.min === undefined ? !mirrored : spec.min !== 'auto') builder.min(Number(spec.min ?? 0));
      if (spec.max !== undefined) builder.max(spec.max);
      if (spec.stack) builder.stacking(new common.StackingConfigBuilder().mode(common.StackingMode.Normal));
      if (spec.limits) {
        builder.thresholdsStyle(
          new common.GraphThresholdsStyleConfigBuilder().mode(common.GraphThresholdsStyleMode.Dashed),
        );
      }
      spec.queries.forEach((q, i) => {
        const refId = refIdOf(i);
        builder.withTarget(promQuery(sdk, { refId, expr: q.expr, legend: q.legend, instant: false }));
        const style = styleOf(q);
        if (style.length > 0) builder.overrideByQuery(refId, style);
      });
      if (spec.link) {
        const { title } = spec.link;
        builder.overrideByFieldType('number', [
          { id: 'links', value: [{ title, url: linkUrl(spec.link, 'series') }] },
        ]);
      }
      return builder.build();
    },
  };
}

function styleOf(q: Query): Dashboards.DynamicConfigValue[] {
  const fixed = (color: string) => ({ id: 'color', value: { mode: 'fixed', fixedColor: color } });
  const dashed = [
    { id: 'custom.lineStyle', value: { fill: 'dash', dash: [8, 6] } },
    { id: 'custom.fillOpacity', value: 0 },
    { id: 'custom.stacking', value: { mode: 'none', group: 'A' } },
  ];
  return [
    ...(q.color ? [fixed(q.color)] : []),
    ...(q.as === 'limit' ? [fixed('red'), ...dashed] : []),
    ...(q.as === 'request' ? [fixed('yellow'), ...dashed] : []),
    ...(q.as === 'mirror' ? [{ id: 'custom.transform', value: 'negative-Y' }] : []),
  ];
}
