import type { FastifyInstance } from 'fastify';
import type { Locale } from '../../../shared/errors.ts';
import { readLocale } from '../read-locale.ts';
import { markup } from './markup.ts';
import { sendPage } from './send-page.ts';

const WORDS: Record<Locale, Record<'title' | 'lead' | 'build' | 'docs' | 'document' | 'health', string>> = {
  'zh-CN': {
    title: '创作者工作室',
    lead: '写一句提示词，得到一件 AI 作品；每一个积分的来去都说得清楚。服务正在运行。',
    build: '网页版还没有构建：停止服务，在项目目录运行下面的命令，就会构建并从这里打开。',
    docs: 'API 文档',
    document: 'OpenAPI 文件',
    health: '运行状态',
  },
  en: {
    title: 'Creator Studio',
    lead: 'Write a prompt, get AI work back, and see every credit explained. The server is running.',
    build:
      'The web app has not been built: stop the server and run this in the folder of the project, which builds it and serves it here.',
    docs: 'API documentation',
    document: 'OpenAPI document',
    health: 'Health',
  },
};

/** Serves `GET /` where the web app is not built: what this is, how to build it, and where the interface is described. */
export function registerLandingPage(app: FastifyInstance): void {
  app.get('/', (request, reply) => {
    const locale = readLocale(request.headers['accept-language']);
    const words = WORDS[locale];
    return sendPage(reply, {
      locale,
      title: words.title,
      body: markup`<main>
        <h1>${words.title}</h1>
        <p class="lead">${words.lead}</p>
        <p>${words.build}</p>
        <pre><code>npm start</code></pre>
        <p class="actions">
          <a href="/api/docs">${words.docs}</a><a href="/api/v1/openapi.json">${words.document}</a
          ><a href="/healthz">${words.health}</a>
        </p>
      </main>`,
    });
  });
}
