// How log indices look and when they are deleted, as the bodies that OpenSearch's APIs take.
import type { Config } from './config.js';
import { indexPrefix, type Stream, streams } from './names.js';
import { indexReplicas } from './sizes.js';

type Json = Readonly<Record<string, unknown>>;

/** Request bodies by file name; the setup script derives the API path from the name's first part. */
export function lifecycleFiles(config: Config): Readonly<Record<string, string>> {
  const files: Record<string, Json> = {
    'component-template.logs.json': baseTemplate(config),
    // Streams that Plinth does not know get the same settings, and no policy but the size budget.
    'index-template.logs.json': { index_patterns: [`${indexPrefix}*`], priority: 100, composed_of: ['logs'] },
  };
  for (const stream of streams) {
    files[`index-template.${indexPrefix}${stream}.json`] = {
      index_patterns: [`${indexPrefix}${stream}-*`],
      priority: 200,
      composed_of: ['logs'],
      template: { mappings: { properties: properties[stream] } },
    };
    files[`policy.${indexPrefix}${stream}.json`] = policy(stream, config.retention.days[stream]);
  }
  return Object.fromEntries(
    Object.entries(files).map(([name, body]) => [name, `${JSON.stringify(body, null, 2)}\n`]),
  );
}

/** Settings and mappings of every log index. Strings become keywords: one index structure a field instead of two. */
function baseTemplate(config: Config): Json {
  return {
    template: {
      settings: {
        index: {
          number_of_shards: config.indices.shards,
          number_of_replicas: indexReplicas(config),
          refresh_interval: `${config.indices.refreshSeconds}s`,
          codec: 'best_compression',
          'mapping.total_fields.limit': config.indices.maxFields,
          // One field of the wrong type is left unindexed instead of refusing the record.
          'mapping.ignore_malformed': true,
          // A restarted node has five minutes to come back before its shards are copied elsewhere.
          'unassigned.node_left.delayed_timeout': '5m',
        },
      },
      mappings: {
        dynamic_templates: [
          { strings: { match_mapping_type: 'string', mapping: { type: 'keyword', ignore_above: 1024 } } },
        ],
        properties: {
          '@timestamp': { type: 'date' },
          log: text,
          message: text,
        },
      },
    },
  };
}

/** Full-text search without scores and positions: a fraction of the size of `text`. */
const text: Json = { type: 'match_only_text' };

/** A whole object as one field, searchable by path: labels and request bodies would otherwise add fields without end. */
const flat: Json = { type: 'flat_object' };

const properties: Readonly<Record<Stream, Json>> = {
  containers: { kubernetes: { properties: { labels: flat, annotations: flat, namespace_labels: flat } } },
  kubelet: {},
  audit: {
    requestReceivedTimestamp: { type: 'date' },
    stageTimestamp: { type: 'date' },
    requestURI: { type: 'keyword', ignore_above: 2048 },
    // Fluent Bit sends bodies as JSON text: they are objects, lists (patches) and of any size.
    requestObject: text,
    responseObject: text,
    annotations: flat,
    user: { properties: { extra: flat } },
    impersonatedUser: { properties: { extra: flat } },
  },
};

/** Index state management: deletes a daily index when its last record, a day younger than the index, has become old. */
function policy(stream: Stream, days: number): Json {
  return {
    policy: {
      description: `Deletes ${indexPrefix}${stream}-* after ${days} days`,
      default_state: 'kept',
      states: [
        {
          name: 'kept',
          actions: [],
          transitions: [{ state_name: 'deleted', conditions: { min_index_age: `${days + 1}d` } }],
        },
        {
          name: 'deleted',
          actions: [{ retry: { count: 5, backoff: 'exponential', delay: '10m' }, delete: {} }],
          transitions: [],
        },
      ],
      ism_template: [{ index_patterns: [`${indexPrefix}${stream}-*`], priority: 100 }],
    },
  };
}
