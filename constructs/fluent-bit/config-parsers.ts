// Parsers that a profile may add.
// Keys: fluent/fluent-bit@v5.1.1 src/flb_parser.c, fluent/fluent-bit-docs pipeline/parsers/configuring-parser.md and
// pipeline/parsers/multiline-parsing.md.
import { z } from 'zod';

const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, 'must be letters, digits and _ . -');

export const parserSchema = z
  .strictObject({
    name: name.describe('Name, for the annotation fluentbit.io/parser.'),
    format: z.enum(['json', 'regex', 'ltsv', 'logfmt']).describe('Form of the lines.'),
    regex: z.string().min(1).optional().describe('Ruby expression with named groups, for format regex.'),
    skip_empty_values: z.boolean().optional().describe('Leaves out groups that are empty.'),
    time_key: z.string().optional().describe('Field with the time.'),
    time_format: z
      .string()
      .optional()
      .describe('Form of the time, as strptime has it; %L is a fraction of a second.'),
    time_keep: z.boolean().optional().describe('Keeps the field with the time.'),
    time_strict: z.boolean().optional().describe('Refuses times that do not have the form.'),
    time_offset: z.string().optional().describe('Offset of local times: +0200.'),
    time_zone: z.string().optional().describe('Time zone of local times: Europe/Berlin.'),
    time_system_timezone: z
      .boolean()
      .optional()
      .describe('Takes local times in the time zone of the system.'),
    types: z.string().optional().describe('Types of fields: code:integer size:float.'),
    logfmt_no_bare_keys: z.boolean().optional().describe('Refuses logfmt keys without a value.'),
    decode_field: z.string().optional().describe('Decoder and field: json log.'),
    decode_field_as: z.string().optional().describe('Decoder and field, kept as text: escaped_utf8 log.'),
  })
  .refine((parser) => parser.format !== 'regex' || parser.regex !== undefined, {
    path: ['regex'],
    message: 'is missing; format regex needs one',
  });

export const multilineParserSchema = z.strictObject({
  name: name.describe('Name.'),
  type: z.enum(['regex']).default('regex').describe('How lines are told apart.'),
  flush_timeout: z
    .int()
    .min(100)
    .default(1000)
    .describe('Milliseconds after which an unfinished record goes on.'),
  parser: name.optional().describe('Parser that sees each line first.'),
  key_content: z.string().optional().describe('Field with the line, for structured records.'),
  rules: z
    .array(
      z.strictObject({
        state: z.string().min(1).describe('State; the first must be start_state.'),
        regex: z.string().min(1).describe('Expression between slashes.'),
        next_state: z.string().min(1).describe('State that may follow.'),
      }),
    )
    .min(1)
    .describe('What begins and what continues a record.'),
});
