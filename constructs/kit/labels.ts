// Labels: selectors are immutable, so they carry a name and a component and never a version.
export type Labels = Readonly<Record<string, string>>;

/** What selectors select on. Shapes: `{app.kubernetes.io/name, app.kubernetes.io/component?}`. */
export function selectorLabels(name: string, component?: string): Labels {
  return {
    'app.kubernetes.io/name': name,
    ...(component ? { 'app.kubernetes.io/component': component } : {}),
  };
}

/** What objects and pods wear: the selector's labels and the addon that renders them. */
export function labels(addon: string, name: string, component?: string): Labels {
  return {
    ...selectorLabels(name, component),
    'app.kubernetes.io/part-of': addon,
    'app.kubernetes.io/managed-by': 'plinth',
  };
}
