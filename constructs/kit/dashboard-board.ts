// A whole Grafana dashboard: variables, rows and the place of each panel. See dashboard-panels.ts for an example.
import type * as Dashboards from '@grafana/grafana-foundation-sdk/dashboard';
import type { Panel } from './dashboard-panels.js';
import { datasource } from './dashboard-parts.js';
import { loadSdk, type Sdk } from './dashboard-sdk.js';
import type { Variable } from './dashboard-variables.js';

export * from './dashboard-variables.js';

export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
  /** Closed at first: its queries run when a person opens it. */
  readonly collapsed?: boolean;
}

export interface Board {
  /** `plinth-<name>`: links lead to it, so it never changes. */
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  /** `plinth` is added: it makes the menu of all dashboards. */
  readonly tags: readonly string[];
  /** `datasource` is added in front. */
  readonly variables?: readonly Variable[];
  readonly rows: readonly Row[];
  /** Dashboards one level up or beside, by uid: variables and time go along. */
  readonly links?: readonly { readonly board: string; readonly title: string }[];
  /** `now-1h` unless said. */
  readonly from?: `now-${string}`;
}

export function row(title: string, panels: readonly Panel[], more: Pick<Row, 'collapsed'> = {}): Row {
  return { title, panels, ...more };
}

/** The dashboard as Grafana's JSON model. */
export function board(spec: Board): unknown {
  const sdk = loadSdk();
  const { dashboard } = sdk;
  const builder = new dashboard.DashboardBuilder(spec.title)
    .uid(spec.uid)
    .description(spec.description)
    .tags(['plinth', ...spec.tags])
    .readonly()
    .tooltip(dashboard.DashboardCursorSync.Crosshair)
    .time({ from: spec.from ?? 'now-1h', to: 'now' })
    .refresh('30s')
    .links(boardLinks(sdk, spec));
  builder.withVariable(
    new dashboard.DatasourceVariableBuilder('datasource')
      .label('Data source')
      .type('prometheus')
      .current({ text: 'default', value: 'default' }),
  );
  for (const variable of spec.variables ?? []) builder.withVariable(queryVariable(sdk, variable));
  return { ...builder.build(), panels: layOut(sdk, spec) };
}

function boardLinks({ dashboard }: Sdk, spec: Board) {
  const menu = new dashboard.DashboardLinkBuilder('Dashboards')
    .type(dashboard.DashboardLinkType.Dashboards)
    .tags(['plinth'])
    .asDropdown(true)
    .includeVars(true)
    .keepTime(true);
  const named = (spec.links ?? []).map(({ board, title }) =>
    new dashboard.DashboardLinkBuilder(title)
      .type(dashboard.DashboardLinkType.Link)
      .icon('dashboard')
      .url(`/d/${board}`)
      .includeVars(true)
      .keepTime(true),
  );
  // The SDK would tuck links away in a menu; without a placement they stand on top of the dashboard.
  return [...named, menu].map((link) => ({
    build: () => {
      const { placement: _, ...visible } = link.build();
      return visible;
    },
  }));
}

const allOfOne = { text: 'All', value: '$__all' };
const allOfMany = { text: ['All'], value: ['$__all'] };

function queryVariable({ dashboard }: Sdk, v: Variable) {
  const builder = new dashboard.QueryVariableBuilder(v.name)
    .label(v.label)
    .datasource({ ...datasource })
    .query(v.query)
    .definition(v.query)
    // Pods come and go: ask again whenever the time range changes.
    .refresh(dashboard.VariableRefresh.OnTimeRangeChanged)
    .sort(dashboard.VariableSort.NaturalAsc);
  if (v.regex) builder.regex(v.regex);
  if (v.multi) builder.multi(true);
  if (v.all)
    builder
      .includeAll(true)
      .allValue('.*')
      .current(v.multi ? allOfMany : allOfOne);
  return builder;
}

/** Rows below each other. A closed row takes one line: Grafana moves the rest down when it opens. */
function layOut(sdk: Sdk, spec: Board): (Dashboards.Panel | Dashboards.RowPanel)[] {
  const taken = new Map<number, string>();
  const laid: (Dashboards.Panel | Dashboards.RowPanel)[] = [];
  let y = 0;
  for (const r of spec.rows) {
    const header = new sdk.dashboard.RowBuilder(r.title)
      .id(panelId(taken, r.title))
      .collapsed(r.collapsed ?? false)
      .gridPos({ x: 0, y, w: 24, h: 1 })
      .build();
    const places = flow(r.panels, y + 1);
    const panels = r.panels.map((panel, i): Dashboards.Panel => {
      const id = panelId(taken, `${r.title}/${panel.title}`);
      return { ...panel.build(sdk), id, gridPos: places[i]! };
    });
    laid.push(...(r.collapsed ? [{ ...header, panels }] : [header, ...panels]));
    y = r.collapsed ? y + 1 : Math.max(y + 1, ...places.map((p) => p.y + p.h));
  }
  return laid;
}

/** Panels from left to right, with a new line after 24 columns. */
function flow(panels: readonly Panel[], top: number): readonly Dashboards.GridPos[] {
  let x = 0;
  let y = top;
  let bottom = top;
  return panels.map((panel, i) => {
    const w = panel.width ?? evenWidth(panels, i);
    if (x + w > 24) {
      x = 0;
      y = bottom;
    }
    const place = { x, y, w, h: panel.height };
    x += w;
    bottom = Math.max(bottom, y + panel.height);
    return place;
  });
}

/** Shares 24 columns out to a run of panels without a width; the first ones take what does not divide. */
function evenWidth(panels: readonly Panel[], index: number): number {
  const first = panels.slice(0, index).findLastIndex((p) => p.width !== undefined) + 1;
  const after = panels.slice(index).findIndex((p) => p.width !== undefined);
  const count = (after === -1 ? panels.length : index + after) - first;
  const lines = Math.ceil(count / 8);
  const perLine = Math.ceil(count / lines);
  const inThisLine = Math.min(perLine, count - Math.floor((index - first) / perLine) * perLine);
  const position = (index - first) % perLine;
  return Math.floor(24 / inThisLine) + (position < 24 % inThisLine ? 1 : 0);
}

/** From the name, so that a panel keeps its id, and links to it hold, when others come or go (FNV-1a, 20 bits). */
function panelId(taken: Map<number, string>, name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(name)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  const id = ((hash ^ (hash >>> 20)) & 0xfffff) + 1;
  const other = taken.get(id);
  if (other !== undefined) throw new Error(`panels "${other}" and "${name}" share an id; rename one`);
  taken.set(id, name);
  return id;
}
