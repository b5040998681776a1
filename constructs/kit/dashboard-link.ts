// Links from a value to the dashboard that says more about it. Data source, time and named variables go along.

export interface DrillLink {
  /** uid of the dashboard. */
  readonly board: string;
  readonly title: string;
  /** Variables of that dashboard, each from a label of the row or series that was clicked: `{ node: 'instance' }`. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Variables that both dashboards have, kept as they are. */
  readonly keep?: readonly string[];
}

/** `row`: the labels are columns of a table; `series`: labels of a time series. */
export function linkUrl(link: DrillLink, from: 'row' | 'series'): string {
  const label = (name: string) =>
    from === 'row' ? `\${__data.fields.${name}}` : `\${__field.labels.${name}}`;
  const parameters = [
    ...['datasource', ...(link.keep ?? [])].map((variable) => `\${${variable}:queryparam}`),
    ...Object.entries(link.labels ?? {}).map(([variable, name]) => `var-${variable}=${label(name)}`),
    // Time range of the dashboard that is left.
    `\${__url_time_range}`,
  ];
  return `/d/${link.board}?${parameters.join('&')}`;
}
