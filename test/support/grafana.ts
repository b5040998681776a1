// Reads Grafana's dashboard model as tests need it: panels flattened, and expressions with Grafana's variables filled in.

export interface GridPos {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface GrafanaPanel {
  readonly id: number;
  readonly type: string;
  readonly title?: string;
  readonly description?: string;
  readonly gridPos: GridPos;
  readonly datasource?: { readonly type: string; readonly uid: string };
  readonly targets?: readonly {
    readonly refId: string;
    readonly expr: string;
    readonly legendFormat?: string;
    readonly format?: string;
    readonly instant?: boolean;
    readonly range?: boolean;
  }[];
  readonly fieldConfig?: {
    readonly defaults: { readonly unit?: string };
    readonly overrides: readonly {
      readonly matcher: { readonly id: string; readonly options: unknown };
      readonly properties: readonly { readonly id: string; readonly value: unknown }[];
    }[];
  };
  readonly panels?: readonly GrafanaPanel[];
  readonly collapsed?: boolean;
}

export interface GrafanaDashboard {
  readonly uid: string;
  readonly title: string;
  readonly schemaVersion: number;
  readonly tags: readonly string[];
  readonly links: readonly {
    readonly url?: string;
    readonly type: string;
    readonly tags: readonly string[];
  }[];
  readonly templating: {
    readonly list: readonly { readonly name: string; readonly type: string; readonly query: string }[];
  };
  readonly panels: readonly GrafanaPanel[];
}

/** Panels that draw something, those of closed rows too. */
export function panelsOf(dashboard: GrafanaDashboard): readonly GrafanaPanel[] {
  return dashboard.panels.flatMap((panel) => (panel.type === 'row' ? (panel.panels ?? []) : [panel]));
}

/** Queries of panels, and the selectors that variables list the values of. */
export function expressionsOf(dashboard: GrafanaDashboard): readonly string[] {
  const listed = dashboard.templating.list.flatMap(({ type, query }) => {
    if (type !== 'query') return [];
    const selector = /^label_values\((.+), \w+\)$/s.exec(query)?.[1];
    if (!selector) throw new Error(`not label_values(selector, label): ${query}`);
    return [selector];
  });
  const queried = panelsOf(dashboard).flatMap((panel) => (panel.targets ?? []).map(({ expr }) => expr));
  return [...listed, ...queried].map(fillIn);
}

/** Names of the variables that an expression or link uses. */
export function variablesIn(text: string): readonly string[] {
  return [...text.matchAll(/\$\{?([a-zA-Z_]\w*)/g)].map((match) => match[1] as string);
}

/** `$1` belongs to label_replace and stays. */
function fillIn(expr: string): string {
  return expr
    .replaceAll(/\$(__rate_interval|__interval|__range)\b/g, '5m')
    .replaceAll(/\$\{?[a-zA-Z_]\w*(:\w+)?\}?/g, 'x');
}
