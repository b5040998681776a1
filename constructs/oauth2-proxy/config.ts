// What a profile may say about the sign-in.
import { z } from 'zod';
import { hostName } from '../kit/cluster.js';
import { computeResources, goDuration } from '../kit/schema.js';

const oidcSchema = z.strictObject({
  scopes: z
    .array(z.string().min(1))
    .min(1)
    .default(['openid', 'email', 'profile'])
    .describe('Scopes to ask for. Many issuers give groups only with a scope of their own.'),
  emailClaim: z.string().min(1).default('email').describe('Claim that holds the e-mail address.'),
  groupsClaim: z.string().min(1).default('groups').describe('Claim that holds the groups.'),
  extraAudiences: z
    .array(z.string().min(1))
    .default([])
    .describe('Audiences beside the client id that tokens may name.'),
  allowUnverifiedEmail: z
    .boolean()
    .default(false)
    .describe(
      'Let in users whose e-mail address the issuer has not verified. Anyone who can register there could then claim any address.',
    ),
  prompt: z
    .enum(['', 'login', 'consent', 'select_account'])
    .default('')
    .describe('What the issuer must ask at each sign-in; nothing in particular when empty.'),
  caSecret: z
    .string()
    .min(1)
    .optional()
    .describe('Secret in namespace auth whose key ca.crt signs the issuer’s certificate, for a private CA.'),
});

export const configSchema = z.strictObject({
  host: hostName
    .default('auth')
    .describe('Host of the sign-in: a name below the cluster’s domain, or a full host name below it.'),
  issuerUrl: z
    .url({ protocol: /^https$/, error: 'must be the https URL of the issuer' })
    .describe('URL of the OpenID Connect issuer; its discovery document lies below it.'),
  clientId: z
    .string()
    .min(1)
    .describe('Client id at the issuer. Its redirect URL is https://<host>.<domain>/oauth2/callback.'),
  oidc: oidcSchema.prefault({}).describe('What the issuer is asked for, and how its tokens are read.'),
  access: z
    .strictObject({
      emailDomains: z
        .array(z.union([hostName, z.literal('*')]))
        .default([])
        .describe("Domains whose e-mail addresses may sign in. '*': whomever the issuer knows."),
      emails: z.array(z.email()).default([]).describe('Single addresses that may sign in.'),
      groups: z
        .array(z.string().min(1))
        .default([])
        .describe('Groups of which a user must have one, beside an allowed address.'),
    })
    .prefault({})
    .describe('Who may sign in. With groups alone, every address is allowed that is in one of them.'),
  session: z
    .strictObject({
      lifetime: goDuration.default('8h').describe('How long a sign-in lasts, in Go duration.'),
      refresh: goDuration
        .optional()
        .describe(
          'How often the session is renewed at the issuer, in Go duration: users that were locked out there lose access so much later. Takes refresh tokens, and larger cookies. Unset: not before the lifetime ends.',
        ),
      cookieName: z
        .string()
        .regex(/^[A-Za-z0-9_-]+$/, 'must be letters, digits, dashes and underscores')
        .default('__Secure-plinth-session')
        .describe('Name of the cookie. The __Secure- prefix makes browsers insist on HTTPS.'),
    })
    .prefault({})
    .describe('The session, which lives in an encrypted cookie and nowhere else.'),
  redirectDomains: z
    .array(hostName)
    .default([])
    .describe('Domains outside of the cluster’s to which a sign-in or sign-out may lead back.'),
  replicas: z.int().min(1).max(20).default(2).describe('Pods; never more than the cluster has nodes for.'),
  resources: computeResources({ cpu: '20m', memory: '64Mi', memoryLimit: '256Mi' }).describe('Of each pod.'),
});

export type Config = z.output<typeof configSchema>;
