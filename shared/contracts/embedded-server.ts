import { z } from 'zod';
import { LOCALES, type Locale } from '../errors.ts';

/** The header that carries the secret of this launch in every request to the embedded server. */
export const EMBEDDED_SECRET_HEADER = 'x-studio-secret';

/** 32 random bytes in base64url. */
export const embeddedSecretSchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** The shell's first message: everything the embedded server is told; it takes nothing from its environment. */
export const embeddedStartSchema = z.strictObject({
  type: z.literal('start'),
  secret: embeddedSecretSchema,
  /** Absolute; the database and the files of everything made live in it. */
  dataDir: z.string().min(1).max(4_096),
  /** Absolute; the built web app. */
  webDir: z.string().min(1).max(4_096),
  /** The language that the app is used in. */
  locale: z.enum(LOCALES),
  appVersion: z.string().min(1).max(64),
  /** Copies the database beside itself before its schema changes. */
  backupBeforeMigration: z.boolean(),
});
export type EmbeddedStart = z.infer<typeof embeddedStartSchema>;

/** Asks the server to drain and to end. */
export const embeddedStopSchema = z.strictObject({ type: z.literal('stop') });

/** What the shell says to the embedded server. */
export const shellMessageSchema = z.discriminatedUnion('type', [embeddedStartSchema, embeddedStopSchema]);
export type ShellMessage = z.infer<typeof shellMessageSchema>;

/** Why the embedded server did not start. */
export const EMBEDDED_FAILURES = [
  'INVALID_START',
  'IN_USE',
  'NEWER_DATABASE',
  'BACKUP_FAILED',
  'NOT_WRITABLE',
  'DISK_FULL',
  'DAMAGED_DATABASE',
  'INTERNAL',
] as const;
export type EmbeddedFailure = (typeof EMBEDDED_FAILURES)[number];

const sentencesSchema = z.strictObject({ 'zh-CN': z.string(), en: z.string() }) satisfies z.ZodType<
  Record<Locale, string>
>;

/** What the embedded server says to the shell. After `failed` and `stopped` it ends by itself. */
export const embeddedMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('listening'), port: z.int().min(1).max(65_535) }),
  z.strictObject({
    type: z.literal('failed'),
    reason: z.enum(EMBEDDED_FAILURES),
    /** One sentence that the person can act on. */
    message: sentencesSchema,
  }),
  z.strictObject({ type: z.literal('stopped') }),
]);
export type EmbeddedMessage = z.infer<typeof embeddedMessageSchema>;
