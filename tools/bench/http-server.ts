import fastify from 'fastify';
import { createServer } from '../../server/create-server.ts';
import { readConfig } from '../../server/platform/config.ts';
import { DEFAULT_LIMITS } from '../../server/platform/limits.ts';
import { registerUser } from '../../server/auth/register-user.ts';
import { grantToAll } from './bench-app.ts';

const ENDLESS = { points: 1_000_000_000, seconds: 60 };

/**
 * The process that `http.bench.ts` loads: the product and, on another port, a bare Fastify with routes of the same
 * shape that only parse and answer. Prints one line of JSON when both listen. Argument: the data folder.
 */
const [dataDir = ''] = process.argv.slice(2);
const config = readConfig({
  DATA_DIR: dataDir,
  DATABASE_URL: `sqlite:${dataDir}/studio.db`,
  LOG_LEVEL: 'silent',
});
const rates = Object.fromEntries(
  Object.keys(DEFAULT_LIMITS.rates).map((name) => [name, ENDLESS]),
) as typeof DEFAULT_LIMITS.rates;
const server = await createServer({
  config,
  limits: { ...DEFAULT_LIMITS, rates, queuedGenerationsPerUser: 1_000_000 },
  startWorker: false,
  startJobs: false,
});
const { token, user } = await registerUser(
  server.services,
  { address: '127.0.0.1', userAgent: null, transport: 'BEARER' },
  { username: 'bench', password: 'not a secret at all' },
);
await grantToAll(server.services.db, [user.id]);
const product = await server.app.listen({ host: '127.0.0.1', port: 0 });

const generation = {
  id: '00000000-0000-7000-8000-000000000000',
  kind: 'IMAGE',
  prompt: 'a lighthouse above the sea at night',
  options: {},
  count: 1,
  model: 'demo',
  status: 'QUEUED',
  progress: 0,
  truncated: false,
  error: null,
  outputs: [],
  receipt: { status: 'CHARGED', credits: 10, refunded: 0 },
  created_at: new Date().toISOString(),
  started_at: null,
  finished_at: null,
};
const bare = fastify({ logger: false });
bare.post('/generations', (request) => ({
  code: 200,
  message: 'success',
  data: { ...generation, prompt: (request.body as { prompt: string }).prompt },
}));
bare.get('/balance', () => ({
  code: 200,
  message: 'success',
  data: { credits: 100, is_member: false, member_expired_at: null },
}));
const baseline = await bare.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${JSON.stringify({ product, baseline, token })}\n`);
