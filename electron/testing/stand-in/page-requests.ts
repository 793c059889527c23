import type { DevtoolsSession, Protocol } from './devtools.ts';
import { toAppUrl, toPageHeader, toPageUrl } from './scheme-aliases.ts';
import type { RequestDetails, WebRequest } from './web-request.ts';

type Paused = Protocol.Fetch.requestPausedPayload;

/** A document on its way into a frame. */
export interface FrameNavigation {
  /** As main knows it. */
  readonly url: string;
  readonly frameId: string;
  /** The server of the address before has sent it on. */
  readonly isRedirect: boolean;
}

/** Who is asked about the requests of one page. */
export interface RequestJudge {
  readonly webRequest: WebRequest;
  /** Promises whether the frame may go there. */
  mayNavigate(navigation: FrameNavigation): Promise<boolean>;
  /** What `webRequest` listeners are told of the page. */
  describe(): { readonly webContentsId: number; readonly mainFrameId: string };
}

/** Holds every document of the page, and every request where main listens to requests, until main has decided. */
export async function holdRequests(session: DevtoolsSession, judge: RequestJudge): Promise<void> {
  session.on('Fetch.requestPaused', (paused) => {
    decide(session, judge, paused).catch(() => {
      session.tell('Fetch.failRequest', { requestId: paused.requestId, errorReason: 'Failed' });
    });
  });
  const listen = async (): Promise<void> => {
    const all = { urlPattern: '*' };
    const patterns: Protocol.Fetch.RequestPattern[] = [
      judge.webRequest.wantsRequests ? all : { ...all, resourceType: 'Document' },
      ...(judge.webRequest.wantsHeaders ? [{ ...all, requestStage: 'Response' as const }] : []),
    ];
    await session.send('Fetch.enable', { patterns });
  };
  judge.webRequest.onChange(() => void listen().catch(() => undefined));
  await listen();
}

async function decide(session: DevtoolsSession, judge: RequestJudge, paused: Paused): Promise<void> {
  const { requestId, request, resourceType, frameId } = paused;
  const url = toAppUrl(request.url + (request.urlFragment ?? ''));
  if (paused.responseStatusCode !== undefined || paused.responseErrorReason !== undefined) {
    await passResponse(session, judge, paused);
    return;
  }
  const isRedirect = paused.redirectedRequestId !== undefined;
  if (resourceType === 'Document' && !(await judge.mayNavigate({ url, frameId, isRedirect }))) {
    await session.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
    return;
  }
  const answer = await judge.webRequest.askBefore(describeRequest(judge, paused), request.headers);
  if (answer.cancel) await session.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
  else {
    await session.send('Fetch.continueRequest', {
      requestId,
      ...(answer.redirectURL === undefined ? {} : { url: toPageUrl(answer.redirectURL) }),
      ...(answer.requestHeaders === undefined
        ? {}
        : { headers: Object.entries(answer.requestHeaders).map(([name, value]) => ({ name, value })) }),
    });
  }
}

async function passResponse(session: DevtoolsSession, judge: RequestJudge, paused: Paused): Promise<void> {
  const { requestId, responseStatusCode = 0, responseHeaders = [] } = paused;
  const changed =
    paused.responseErrorReason === undefined
      ? await judge.webRequest.askHeaders(describeRequest(judge, paused), responseStatusCode, responseHeaders)
      : null;
  if (changed === null) {
    await session.send('Fetch.continueResponse', { requestId });
    return;
  }
  if (changed.cancel) {
    await session.send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
    return;
  }
  await session.send('Fetch.continueResponse', {
    requestId,
    responseCode: responseStatusCode,
    responseHeaders: changed.headers.map(({ name, value }) => ({ name, value: toPageHeader(name, value) })),
  });
}

/** Names of `webRequest`'s resource types for those of DevTools that differ from them. */
const RESOURCE_TYPES: Readonly<Record<string, string>> = {
  Stylesheet: 'stylesheet',
  Fetch: 'xhr',
  XHR: 'xhr',
  EventSource: 'xhr',
  Media: 'media',
  Image: 'image',
  Font: 'font',
  Script: 'script',
  Ping: 'ping',
};

function describeRequest(
  judge: RequestJudge,
  { requestId, request, resourceType, frameId }: Paused,
): RequestDetails {
  const { webContentsId, mainFrameId } = judge.describe();
  const documentType = frameId === mainFrameId ? 'mainFrame' : 'subFrame';
  return {
    id: Number(/\d+/.exec(requestId)?.[0] ?? 0),
    url: toAppUrl(request.url),
    method: request.method,
    referrer: toAppUrl(request.headers['Referer'] ?? ''),
    resourceType: resourceType === 'Document' ? documentType : (RESOURCE_TYPES[resourceType] ?? 'other'),
    timestamp: Date.now(),
    webContentsId,
  };
}
