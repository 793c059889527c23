import { expect, it, describe } from 'vitest';
import type { Dialect } from '../database/sql.ts';
import { createLogger } from '../platform/logger.ts';
import { createInstantProvider } from '../testing/instant-provider.ts';
import { startTestServer } from '../testing/test-server.ts';

/** Makes writes fail in the database, in the way that tells most about what was written. */
const SABOTAGE: Record<Dialect, readonly string[]> = {
  sqlite: [
    'ALTER TABLE sessions RENAME COLUMN user_agent TO gone',
    'ALTER TABLE generations RENAME COLUMN model TO gone',
    'ALTER TABLE users RENAME COLUMN terms_version TO gone',
  ],
  postgres: [
    `ALTER TABLE sessions ADD CONSTRAINT never CHECK (id IS NULL) NOT VALID`,
    `ALTER TABLE generations ADD CONSTRAINT never CHECK (id IS NULL) NOT VALID`,
    `ALTER TABLE users ADD CONSTRAINT never CHECK (id IS NULL) NOT VALID`,
  ],
};

const PASSWORD = 'a-password-nobody-may-read';
const PROMPT = 'a-prompt-nobody-may-read';
const EMAIL = 'nobody.may.read@example.com';

describe.each(['sqlite', 'postgres'] as const)('the log at its most talkative (%s)', (dialect) => {
  it('holds no password, token, recovery code, hash, prompt or address, also when the database refuses a row', async () => {
    let log = '';
    const server = await startTestServer({
      dialect,
      provider: createInstantProvider(),
      startJobs: false,
      logger: createLogger({ logLevel: 'trace' }, { write: (line) => void (log += line) }),
    });
    try {
      const body = { username: 'log-reader', password: PASSWORD, email: EMAIL };
      const registered = await server.rest<{ token: string; recovery_codes: string[] }>('/auth/register', {
        body,
      });
      const user = { headers: { authorization: `Bearer ${registered.data.token}` } };
      const write = async (newcomer: string): Promise<number[]> => {
        const answers = [
          server.rest('/generations', { user, body: { kind: 'TEXT', prompt: PROMPT } }),
          server.rest('/auth/login', { body: { account: 'log-reader', password: PASSWORD } }),
          server.rest('/auth/login', { body: { account: EMAIL, password: PASSWORD } }),
          server.rest('/auth/register', { body: { ...body, username: newcomer } }),
          server.rest(`/credit/orders/${PROMPT}?token=${registered.data.token}`, { user }),
        ];
        return (await Promise.all(answers)).map(({ status }) => status);
      };
      await server.recharge({ ...user, id: '', username: '', password: '', token: '' });
      expect(await write('log-reader-2')).toEqual([200, 200, 401, 200, 400]);
      for (const statement of SABOTAGE[dialect]) await server.services.db.write((tx) => tx.run(statement));
      expect(await write('log-reader-3')).toEqual([500, 500, dialect === 'sqlite' ? 500 : 401, 500, 400]);

      expect(log).toContain('request failed');
      const { token, recovery_codes: codes } = registered.data;
      // An address that was asked for is logged; what was asked of it is not.
      const lines = log.replaceAll(`/credit/orders/${PROMPT}"`, '');
      for (const secret of [PASSWORD, PROMPT, EMAIL, token, ...codes, 'argon2', 'Failing row'])
        expect(lines.includes(secret), secret).toBe(false);
    } finally {
      await server.close();
    }
  });
});
