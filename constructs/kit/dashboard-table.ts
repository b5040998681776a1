// A table with one row for each set of labels and one column for each query.
import { type DrillLink, linkUrl } from './dashboard-link.js';
import type { Limits, Panel, PanelSpec, ValueTexts } from './dashboard-panels.js';
import { place, promQuery, refIdOf, setCommon, thresholdSteps, valueTexts } from './dashboard-parts.js';
import type { Unit } from './dashboard-sdk.js';

export interface TableLabel {
  /** Heading of the column. */
  readonly title: string;
  readonly link?: DrillLink;
  /** Pixels; Grafana shares the rest. */
  readonly width?: number;
}

export interface TableColumn {
  readonly title: string;
  readonly unit: Unit;
  /** Instant query, aggregated to the labels of the table. */
  readonly expr: string;
  readonly limits?: Limits;
  readonly decimals?: number;
  readonly values?: ValueTexts;
  /** A bar from 0 to this value behind the number. */
  readonly bar?: number;
}

export interface Table extends PanelSpec {
  /** By label name, in order of display. Other labels are not shown. */
  readonly labels: Readonly<Record<string, TableLabel>>;
  readonly columns: readonly TableColumn[];
  /** Heading of the column that sorts the table, highest first; the first value column unless said. */
  readonly sortBy?: string;
  readonly ascending?: boolean;
}

export function table(spec: Table): Panel {
  const { labels, columns } = spec;
  return {
    ...place(spec, 9),
    build(sdk) {
      const common = {
        title: spec.title,
        description: spec.description,
        unit: 'short',
        color: 'limits',
      } as const;
      const builder = setCommon(sdk, new sdk.table.PanelBuilder(), common)
        .filterable(true)
        .sortBy([
          {
            build: () => ({ displayName: spec.sortBy ?? columns[0]?.title ?? '', desc: !spec.ascending }),
          },
        ]);
      columns.forEach((column, i) => {
        builder.withTarget(
          promQuery(sdk, { refId: refIdOf(i), expr: column.expr, instant: true, table: true }),
        );
        builder.overrideByName(column.title, columnConfig(column));
      });
      for (const label of Object.values(labels)) {
        const config = labelConfig(label);
        if (config.length > 0) builder.overrideByName(label.title, config);
      }
      return builder.transformations(arrange(spec)).build();
    },
  };
}

/** One frame a query becomes one table; Grafana names its value columns `Value #A`, or `Value` when there is one. */
function arrange({ labels, columns }: Table) {
  const fields = [
    ...Object.entries(labels).map(([name, label]) => [name, label.title] as const),
    ...columns.flatMap((column, i) =>
      (columns.length === 1 ? ['Value', 'Value #A'] : [`Value #${refIdOf(i)}`]).map(
        (name) => [name, column.title] as const,
      ),
    ),
  ];
  return [
    { id: 'merge', options: {} },
    { id: 'filterFieldsByName', options: { include: { names: fields.map(([name]) => name) } } },
    {
      id: 'organize',
      options: {
        indexByName: Object.fromEntries(fields.map(([name], i) => [name, i])),
        renameByName: Object.fromEntries(fields),
      },
    },
  ];
}

function columnConfig(column: TableColumn) {
  return [
    { id: 'unit', value: column.unit },
    ...(column.decimals === undefined ? [] : [{ id: 'decimals', value: column.decimals }]),
    ...(column.values
      ? [{ id: 'mappings', value: [{ type: 'value', options: valueTexts(column.values) }] }]
      : []),
    ...(column.limits
      ? [{ id: 'thresholds', value: { mode: 'absolute', steps: thresholdSteps(column.limits) } }]
      : []),
    ...(column.bar === undefined
      ? []
      : [
          { id: 'min', value: 0 },
          { id: 'max', value: column.bar },
        ]),
    ...cell(column),
  ];
}

function cell(column: TableColumn) {
  const type = column.bar === undefined ? 'color-text' : 'gauge';
  if (column.bar === undefined && !column.limits && !column.values) return [];
  return [{ id: 'custom.cellOptions', value: type === 'gauge' ? { type, mode: 'basic' } : { type } }];
}

function labelConfig(label: TableLabel) {
  const { link, width } = label;
  return [
    ...(link ? [{ id: 'links', value: [{ title: link.title, url: linkUrl(link, 'row') }] }] : []),
    ...(width ? [{ id: 'custom.width', value: width }] : []),
  ];
}
