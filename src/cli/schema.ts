// `plinth schema`: the JSON Schema of profiles, for editors.
import { profileJsonSchema } from '../profile/json-schema.js';

export function schema(): void {
  console.log(JSON.stringify(profileJsonSchema(), null, 1));
}
