// Panels that show one number: a stat, or a gauge for ratios.
import type * as Dashboards from '@grafana/grafana-foundation-sdk/dashboard';
import { type DrillLink, linkUrl } from './dashboard-link.js';
import type { Limits, Panel, PanelSpec, ValueTexts } from './dashboard-panels.js';
import { type PanelBuilder, place, promQuery, setCommon } from './dashboard-parts.js';
import type { Sdk, Unit } from './dashboard-sdk.js';

export interface Single extends PanelSpec {
  readonly unit: Unit;
  readonly expr: string;
  /** Name of the series, where the query returns more than one. */
  readonly legend?: string;
  readonly limits?: Limits;
  readonly decimals?: number;
  readonly values?: ValueTexts;
  /** Shown when the query finds nothing; `–` unless said. */
  readonly noValue?: string;
  /** A fixed colour for numbers that are neither good nor bad, such as counts. */
  readonly color?: string;
  readonly link?: DrillLink;
}

export interface Stat extends Single {
  /** Draws the history behind the number: the query is then a range query. */
  readonly graph?: boolean;
  /** Shows the legend alone: for facts that are labels, such as a version. */
  readonly name?: boolean;
}

/** One number, coloured by its limits; blue without any, as it then is neither good nor bad. */
export function stat(spec: Stat): Panel {
  return {
    ...place(spec, 4),
    build(sdk) {
      const { common } = sdk;
      const builder = setCommon(sdk, new sdk.stat.PanelBuilder(), single(spec))
        .graphMode(spec.graph ? common.BigValueGraphMode.Area : common.BigValueGraphMode.None)
        .colorMode(
          spec.limits || spec.values ? common.BigValueColorMode.Background : common.BigValueColorMode.Value,
        )
        .textMode(common.BigValueTextMode[spec.name ? 'Name' : spec.legend ? 'ValueAndName' : 'Value']);
      return finishSingle(sdk, builder, spec, !spec.graph);
    },
  };
}

export interface Gauge extends Single {
  readonly min?: number;
  /** 1 unless said: gauges are for ratios. */
  readonly max?: number;
}

/** A ratio between its ends. */
export function gauge(spec: Gauge): Panel {
  return {
    ...place(spec, 4),
    build(sdk) {
      const builder = setCommon(sdk, new sdk.gauge.PanelBuilder(), single(spec))
        .min(spec.min ?? 0)
        .max(spec.max ?? 1);
      return finishSingle(sdk, builder, spec, true);
    },
  };
}

function single(spec: Single) {
  return { ...spec, color: spec.limits || spec.values ? ('limits' as const) : (spec.color ?? 'blue') };
}

type SingleBuilder = Extract<PanelBuilder, { reduceOptions: unknown }>;

function finishSingle(sdk: Sdk, builder: SingleBuilder, spec: Single, instant: boolean): Dashboards.Panel {
  builder.noValue(spec.noValue ?? '–');
  builder.reduceOptions(new sdk.common.ReduceDataOptionsBuilder().calcs(['lastNotNull']));
  builder.withTarget(promQuery(sdk, { refId: 'A', expr: spec.expr, legend: spec.legend ?? '', instant }));
  if (spec.link) {
    const { title } = spec.link;
    builder.overrideByFieldType('number', [
      { id: 'links', value: [{ title, url: linkUrl(spec.link, 'series') }] },
    ]);
  }
  return builder.build();
}
