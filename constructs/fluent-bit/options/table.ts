// What a table of plugin options says about each of them: the kind of value that Fluent Bit reads there.

/** `prefix`: any name that starts with this one (`parser_` stands for `parser_1`, `parser_2` …). */
export type OptionKind = 'bool' | 'int' | 'double' | 'size' | 'time' | 'text' | 'list' | 'prefix';

/** By option name in lower case; Fluent Bit ignores case. */
export type OptionTable = Readonly<Record<string, OptionKind>>;
