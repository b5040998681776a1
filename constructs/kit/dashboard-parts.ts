// What the panels of a dashboard share: title, unit, limits, colours and the form of a query.
import type * as Dashboards from '@grafana/grafana-foundation-sdk/dashboard';
import type { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import type { Limits, Panel, PanelSpec, ValueTexts } from './dashboard-panels.js';
import type { Sdk, Unit } from './dashboard-sdk.js';

export type PanelBuilder = InstanceType<Sdk['timeseries' | 'stat' | 'gauge' | 'table']['PanelBuilder']>;

export interface Common extends PanelSpec {
  readonly unit: Unit;
  readonly limits?: Limits;
  readonly decimals?: number;
  readonly values?: ValueTexts;
  /** `series`: one of the palette for each; `limits`: by threshold; else a fixed colour. */
  readonly color: 'series' | 'limits' | (string & {});
}

/** The variable that every dashboard has: no data source is ever named. */
export const datasource = { type: 'prometheus', uid: `\${datasource}` } as const;

export function setCommon<B extends PanelBuilder>(sdk: Sdk, builder: B, spec: Common): B {
  const { dashboard } = sdk;
  builder.title(spec.title);
  builder.description(spec.description);
  builder.datasource({ ...datasource });
  builder.unit(spec.unit);
  builder.thresholds(
    new dashboard.ThresholdsConfigBuilder()
      .mode(dashboard.ThresholdsMode.Absolute)
      .steps(thresholdSteps(spec.limits)),
  );
  builder.colorScheme(colorOf(sdk, spec.color));
  if (spec.decimals !== undefined) builder.decimals(spec.decimals);
  if (spec.values) {
    builder.mappings([{ type: dashboard.MappingType.ValueToText, options: valueTexts(spec.values) }]);
  }
  return builder;
}

/** From the lowest value up; the first step holds below all others. */
export function thresholdSteps(limits: Limits | undefined): Dashboards.Threshold[] {
  const { warning, critical, worse = 'above' } = limits ?? {};
  const step = (value: number | null | undefined, color: string) =>
    value === undefined ? [] : [{ value, color }];
  if (worse === 'above')
    return [...step(null, 'green'), ...step(warning, 'orange'), ...step(critical, 'red')];
  if (critical === undefined) return [...step(null, 'orange'), ...step(warning, 'green')];
  if (warning === undefined) return [...step(null, 'red'), ...step(critical, 'green')];
  return [...step(null, 'red'), ...step(critical, 'orange'), ...step(warning, 'green')];
}

export function valueTexts(values: ValueTexts): Dashboards.ValueMap['options'] {
  return Object.fromEntries(
    Object.entries(values).map(([value, [text, color]], index) => [value, { text, color, index }]),
  );
}

export function promQuery(
  sdk: Sdk,
  q: { refId: string; expr: string; legend?: string; instant: boolean; table?: boolean },
): DataqueryBuilder {
  const { prometheus } = sdk;
  const builder = new prometheus.DataqueryBuilder()
    .refId(q.refId)
    .expr(q.expr.trim())
    .editorMode(prometheus.QueryEditorMode.Code);
  if (q.legend) builder.legendFormat(q.legend);
  if (q.table) builder.format(prometheus.PromQueryFormat.Table);
  return q.instant ? builder.instant() : builder.range();
}

function colorOf(sdk: Sdk, color: Common['color']) {
  const { FieldColorBuilder, FieldColorModeId } = sdk.dashboard;
  if (color === 'series') return new FieldColorBuilder().mode(FieldColorModeId.PaletteClassic);
  if (color === 'limits') return new FieldColorBuilder().mode(FieldColorModeId.Thresholds);
  return new FieldColorBuilder().mode(FieldColorModeId.Fixed).fixedColor(color);
}

/** A panel without what draws it. */
export function place(spec: PanelSpec, height: number): Pick<Panel, 'title' | 'width' | 'height'> {
  return { title: spec.title, height: spec.height ?? height, ...(spec.width ? { width: spec.width } : {}) };
}

/** `A`, `B`, … as Grafana names queries. */
export function refIdOf(index: number): string {
  return String.fromCharCode(65 + index);
}
