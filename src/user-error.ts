// What a user did wrong: printed as it is, exit 1. Anything else that is thrown is a bug and prints its stack.

export class UserError extends Error {
  /** One line each: where, what, what was got, the fix. */
  readonly problems: readonly string[];

  constructor(problems: string | readonly string[]) {
    const list = typeof problems === 'string' ? [problems] : problems;
    super(list.join('\n'));
    this.name = 'UserError';
    this.problems = list;
  }
}
