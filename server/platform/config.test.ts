import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, PROJECT_ROOT, readConfig } from './config.ts';

describe('configuration', () => {
  it('has defaults that serve a newcomer: loopback, SQLite, simulated payments', () => {
    expect(readConfig({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: null,
      databaseUrl: 'sqlite:./data/studio.db',
      paymentMode: 'simulated',
      orderTtlMinutes: 30,
      generationCostCredits: 10,
      businessTimeZone: 'Asia/Shanghai',
      dataDir: join(PROJECT_ROOT, 'data'),
      webDir: join(PROJECT_ROOT, 'dist/web'),
    });
    expect(readConfig({ WEB_DIR: '/srv/web' }).webDir).toBe(resolve('/srv/web'));
  });

  it.each([
    ['PORT', '65536'],
    ['PORT', '3e3'],
    ['PUBLIC_URL', 'ftp://studio.example'],
    ['DATABASE_URL', 'mysql://x'],
    ['PAYMENT_MODE', 'free'],
    ['ORDER_TTL_MINUTES', '0'],
    ['GENERATION_COST_CREDITS', '-10'],
    ['BUSINESS_TIME_ZONE', 'Mars/Olympus'],
    ['LOG_LEVEL', 'loud'],
  ])('names %s when it is %j', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name} must be .*\\.$`));
  });

  it('takes an empty value as unset', () => {
    expect(readConfig({ PORT: '', PUBLIC_URL: '' }).port).toBe(3000);
  });

  it.each([{ NODE_ENV: 'production' }, { HOST: '0.0.0.0' }, { PUBLIC_URL: 'https://studio.example' }])(
    'refuses simulated payments where strangers could reach them: %j',
    (environment) => {
      expect(() => readConfig(environment)).toThrow(ConfigError);
      expect(() => readConfig({ ...environment, ALLOW_SIMULATED_PAYMENTS: 'yes' })).not.toThrow();
      expect(() => readConfig({ ...environment, PAYMENT_MODE: 'live' })).not.toThrow();
    },
  );

  it('simulates payments inside the desktop app also in production, but never where strangers could reach it', () => {
    const embedded = { isEmbedded: true };
    expect(readConfig({ NODE_ENV: 'production' }, embedded)).toMatchObject({
      isEmbedded: true,
      paymentMode: 'simulated',
    });
    for (const environment of [
      { HOST: '0.0.0.0' },
      { PUBLIC_URL: 'https://studio.example' },
      { TRUST_PROXY: '10.0.0.1' },
      { DATABASE_URL: 'postgres://u@127.0.0.1/x' },
    ]) {
      const allowed = { ...environment, ALLOW_SIMULATED_PAYMENTS: 'yes' };
      expect(() => readConfig(allowed, embedded)).toThrow(ConfigError);
      expect(readConfig(allowed).isEmbedded).toBe(false);
    }
  });
});
