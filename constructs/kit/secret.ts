// Secrets that an addon needs. They are declared, made by `plinth secrets` or an external store, and never rendered.

/** A Secret that must exist before its addon is applied. */
export interface SecretNeed {
  readonly namespace: string;
  readonly name: string;
  /** One sentence: what it is for. */
  readonly purpose: string;
  /** Kubernetes Secret type; `Opaque` unless said. */
  readonly type?: string;
  readonly keys: Readonly<Record<string, SecretValue>>;
}

/**
 * How one key's value comes about. `credential` names a password that is generated once per run and shared by
 * every need that names it, so that a client and a server agree.
 */
export type SecretValue =
  /** A generated password (letters and digits), `length` characters, 32 by default. */
  | { readonly kind: 'password'; readonly credential: string; readonly length?: number }
  /** A constant that is no secret by itself, such as a user name. */
  | { readonly kind: 'literal'; readonly value: string }
  /** One `user:bcrypt` line, as htpasswd files have it. */
  | { readonly kind: 'htpasswd'; readonly user: string; readonly credential: string }
  /** A text with `{{password:NAME}}`, `{{bcrypt:NAME}}` and `{{base64:NAME}}` replaced by the credential's forms. */
  | { readonly kind: 'template'; readonly template: string }
  /** Random bytes in base64, for cookies and encryption keys. */
  | { readonly kind: 'random'; readonly credential: string; readonly bytes: number }
  /** Something that only the user has, such as a cloud API token. */
  | { readonly kind: 'given'; readonly description: string };
