import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { RequestContext } from '../app-context.ts';
import type { AuthClient } from '../auth/auth-deps.ts';
import { getMe } from '../auth/get-me.ts';
import { registerUser } from '../auth/register-user.ts';
import { signIn } from '../auth/sign-in.ts';
import { signOut } from '../auth/sign-out.ts';
import {
  loginBodySchema,
  registerBodySchema,
  registrationSchema,
  sessionSchema,
  toRestRegistration,
  toRestSession,
  toRestUser,
  userSchema,
} from './auth.views.ts';
import { USER_EXAMPLE } from './examples.ts';
import { publicRoute, userRoute } from './rest-route.ts';

const SESSION_EXAMPLE = {
  token: 'wJ4W0yq7o3m1v8c2k5x9z6t0s3r7n1b4d8f2h5l9p6a',
  expires_at: '2026-02-21T08:00:00.000Z',
  user: USER_EXAMPLE,
};

/** Making an account, signing in and out, and who one is. */
export function registerAuthRoutes(app: FastifyInstance): void {
  publicRoute(app, {
    method: 'POST',
    url: '/auth/register',
    operationId: 'register',
    tag: 'auth',
    summary: 'Make an account and sign in',
    body: registerBodySchema,
    data: registrationSchema,
    example: { ...SESSION_EXAMPLE, recovery_codes: ['K7QF-2M9X-TD4H'] },
    reasons: ['USERNAME_TAKEN'],
    handle: async ({ context, body }) => {
      const { username, password, email } = body;
      const input = { username, password, ...(email === undefined ? {} : { email }) };
      return toRestRegistration(await registerUser(context.services, clientOf(context), input));
    },
  });

  publicRoute(app, {
    method: 'POST',
    url: '/auth/login',
    operationId: 'login',
    tag: 'auth',
    summary: 'Sign in',
    body: loginBodySchema,
    data: sessionSchema,
    example: SESSION_EXAMPLE,
    reasons: ['INVALID_CREDENTIALS'],
    handle: async ({ context, body }) =>
      toRestSession(await signIn(context.services, clientOf(context), body)),
  });

  userRoute(app, {
    method: 'POST',
    url: '/auth/logout',
    operationId: 'logout',
    tag: 'auth',
    summary: 'End this session',
    data: z.null(),
    example: null,
    handle: async ({ context, actor }) => {
      await signOut(context.services, actor);
      return null;
    },
  });

  userRoute(app, {
    method: 'GET',
    url: '/auth/me',
    operationId: 'getMe',
    tag: 'auth',
    summary: 'The signed-in user',
    data: userSchema,
    example: USER_EXAMPLE,
    handle: async ({ context, actor }) => toRestUser(await getMe(context.services, actor)),
  });
}

function clientOf(context: RequestContext): AuthClient {
  return { address: context.address, userAgent: context.userAgent, transport: 'BEARER' };
}
