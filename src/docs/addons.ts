// docs/addons.md: what each addon is, costs and can be told, from its own schema and pins.
import { z } from 'zod';
import type { Addon } from '../../constructs/kit/addon.js';

interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

export function renderAddons(catalog: readonly Addon[]): string {
  const addons = [...catalog].sort((a, b) => (a.name < b.name ? -1 : 1));
  return [
    '# Addons\n\nWritten by `npm run docs` from the catalogue. Each is a key of `addons` in a profile; `{}` takes the defaults.\n',
    ...addons.map(renderAddon),
  ].join('\n');
}

function renderAddon(addon: Addon): string {
  const schema = z.toJSONSchema(addon.config, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  const images = Object.values(addon.pins.images).map((pin) => `- \`${pin.image}\``);
  return [
    `## ${addon.name}\n`,
    `${addon.title} Upstream: [${addon.pins.version}](${addon.pins.homepage}).${addon.alerts ? ` Alerts: [runbook](runbooks/${addon.name}.md).` : ''}\n`,
    ...(addon.tradeOffs ? ['### Trade-offs\n', ...addon.tradeOffs.map((t) => `- ${t}`), ''] : []),
    '### Configuration\n',
    '| key | type | default | meaning |\n| --- | --- | --- | --- |',
    ...rows(schema, ''),
    '',
    ...(images.length > 0 ? ['### Images\n', ...images, ''] : []),
  ].join('\n');
}

function rows(schema: JsonSchema, path: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const here = path ? `${path}.${key}` : key;
    const row = `| \`${here}\` | ${cell(typeOf(value))} | ${shown(value.default)} | ${cell(value.description ?? '')} |`;
    return [row, ...children(value, here)];
  });
}

function children(schema: JsonSchema, path: string): string[] {
  const item = schema.items;
  const options = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return [
    ...rows(schema, path),
    ...(item ? children(item, `${path}[]`) : []),
    ...options.flatMap((option) => children(option, `${path}${discriminator(option)}`)),
  ];
}

/** `(slack)` for the option of a union that its `type` tells apart. */
function discriminator(option: JsonSchema): string {
  const type = option.properties?.['type']?.const;
  return type === undefined ? '' : `(${String(type)})`;
}

function typeOf(schema: JsonSchema): string {
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum) return schema.enum.map((v) => `\`${String(v)}\``).join(', ');
  if (schema.items) return `list of ${typeOf(schema.items)}`;
  const options = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  if (options.length > 0) return [...new Set(options.map(typeOf))].join(' or ');
  return schema.type === 'object' ? 'map' : (schema.type ?? 'any');
}

function shown(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'object' && value !== null && Object.keys(value).length === 0) return '';
  return `\`${cell(JSON.stringify(value))}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
