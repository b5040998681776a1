// `plinth schema`: the JSON Schema of profiles, for editors.
import { loadCatalog } from '../../constructs/catalog.js';
import { profileJsonSchema } from '../profile/json-schema.js';

export async function schema(): Promise<void> {
  console.log(JSON.stringify(profileJsonSchema(await loadCatalog()), null, 1));
}
