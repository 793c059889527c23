import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createPagePolicy } from '../../../shared/page-policy.ts';
import { compressText } from './compress-text.ts';
import { readPageHints } from './read-page-hints.ts';
import type { WebBuild } from './read-web-build.ts';
import { renderShell, type ShellValues } from './render-shell.ts';

const NONCE_BYTES = 16;

/** Devices and powers that no page of ours asks for. */
const PERMISSIONS = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'serial',
  'usb',
  'xr-spatial-tracking',
]
  .map((name) => `${name}=()`)
  .join(', ');

/** Answers with the app's page, under a policy whose nonce is used once; the status is left as it is. */
export async function sendShell(
  request: FastifyRequest,
  reply: FastifyReply,
  build: WebBuild,
  { links, view }: Pick<ShellValues, 'links' | 'view'>,
): Promise<FastifyReply> {
  const nonce = randomBytes(NONCE_BYTES).toString('base64');
  const hints = readPageHints(request);
  const { body, encoding } = await compressText(
    renderShell(build.template, { ...hints, nonce, links, view }),
    request.headers['accept-encoding'],
  );
  if (encoding !== null) reply.header('content-encoding', encoding);
  return (
    reply
      .header('content-security-policy', createPagePolicy(nonce, "'self'"))
      .header('permissions-policy', PERMISSIONS)
      .header('cross-origin-opener-policy', 'same-origin')
      // Asked for again every time: it names the chunks of the newest build, and its nonce is good for one answer.
      .header('cache-control', 'no-cache')
      .header('content-language', hints.locale)
      .header('vary', 'Accept-Encoding, Accept-Language, Cookie')
      .type('text/html; charset=utf-8')
      .send(body)
  );
}
