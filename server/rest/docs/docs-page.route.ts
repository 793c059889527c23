import type { FastifyInstance } from 'fastify';
import type { Locale } from '../../../shared/errors.ts';
import { readLocale } from '../../http/read-locale.ts';
import { markup, type Html } from '../../http/pages/markup.ts';
import { sendPage } from '../../http/pages/send-page.ts';
import { DOCS_WORDS, SUMMARIES_ZH, TAG_WORDS } from './docs-words.ts';
import { listSchemaFields, type JsonSchema } from './list-schema-fields.ts';

interface Content {
  readonly content?: {
    readonly 'application/json'?: { readonly schema?: JsonSchema; readonly example?: unknown };
  };
}

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly unknown[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema?: JsonSchema;
    readonly description?: string;
  }[];
  readonly requestBody?: Content;
  readonly responses?: Readonly<Record<string, Content & { readonly description?: string }>>;
}

/** The part of an OpenAPI document that the page shows. */
export interface ApiDocument {
  readonly paths?: Readonly<Record<string, Readonly<Partial<Record<string, Operation>>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, JsonSchema>> };
}

/**
 * Serves `GET /api/docs`: the OpenAPI document as a page to read, without a script. (A ready-made viewer was tried:
 * its four megabytes of script took 40 MB and a third of a second of every start, and loaded from elsewhere.)
 */
export function registerDocsPage(app: FastifyInstance, getDocument: () => ApiDocument): void {
  const pages = new Map<Locale, Html>();
  app.get('/api/docs', (request, reply) => {
    const locale = readLocale(request.headers['accept-language']);
    const body = pages.get(locale) ?? renderDocs(getDocument(), locale);
    pages.set(locale, body);
    return sendPage(reply, { locale, title: DOCS_WORDS.title[locale], body });
  });
}

/** What every part of the page is written with. */
interface View {
  readonly locale: Locale;
  readonly word: (name: keyof typeof DOCS_WORDS) => string;
  readonly components: Readonly<Record<string, JsonSchema>>;
}

function renderDocs(document: ApiDocument, locale: Locale): Html {
  const word: View['word'] = (name) => DOCS_WORDS[name][locale];
  const view: View = { locale, word, components: document.components?.schemas ?? {} };
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) =>
      operation ? [{ path, method, operation }] : [],
    ),
  );
  const groups = Object.entries(TAG_WORDS).map(
    ([tag, names]) =>
      markup`<section>
        <h2 id="${tag}">${names[locale]}</h2>
        ${operations
          .filter(({ operation }) => operation.tags?.[0] === tag)
          .map(({ path, method, operation }) => renderOperation(path, method, operation, view))}
      </section>`,
  );
  return markup`<header>
      <h1>${word('title')}</h1>
      <p class="lead">${word('lead')}</p>
      <nav class="actions">
        <a href="/">${word('home')}</a>${Object.entries(TAG_WORDS).map(
          ([tag, names]) => markup`<a href="#${tag}">${names[locale]}</a>`,
        )}<a href="/api/v1/openapi.json">${word('document')}</a>
      </nav>
    </header>
    <main>
      <section>
        <h2>${word('basics')}</h2>
        <p>${word('envelope')}</p>
        <p>${word('bearer')}</p>
        <p>${word('units')}</p>
        <p>${word('idempotency')}</p>
      </section>
      ${groups}
    </main>`;
}

function renderOperation(path: string, method: string, operation: Operation, view: View): Html {
  const { locale, word } = view;
  const { operationId = '', parameters = [], responses = {} } = operation;
  const summary = (locale === 'zh-CN' ? SUMMARIES_ZH[operationId] : undefined) ?? operation.summary ?? '';
  const answer = responses['200']?.content?.['application/json'];
  const data = answer?.schema?.properties?.['data'];
  const body = operation.requestBody?.content?.['application/json']?.schema;
  const failures = Object.entries(responses).filter(([status]) => status !== '200');
  return markup`<details id="${operationId}">
    <summary>
      <span class="method ${method}">${method.toUpperCase()}</span>
      <span class="path">${path}</span>
      <span class="soft">${summary}${operation.security?.length ? ` · ${word('needsToken')}` : ''}</span>
    </summary>
    <div>
      ${
        parameters.length === 0
          ? null
          : markup`<h4>${word('parameters')}</h4>
              ${renderParameters(parameters, view)}`
      }
      ${
        body
          ? markup`<h4>${word('body')}</h4>
              ${renderFields(body, view)}`
          : null
      }
      ${
        data
          ? markup`<h4>${word('data')}</h4>
              ${renderFields(data, view)}`
          : null
      }
      <h4>${word('example')}</h4>
      <pre><code>${JSON.stringify(answer?.example ?? null, null, 2)}</code></pre>
      <h4>${word('errors')}</h4>
      <div class="scroll">
        <table>
          ${failures.map(
            ([status, { description = '' }]) =>
              markup`<tr>
                <td>${status}</td>
                <td><code>${description}</code></td>
              </tr>`,
          )}
        </table>
      </div>
    </div>
  </details>`;
}

function renderParameters(parameters: NonNullable<Operation['parameters']>, view: View): Html {
  const schema: JsonSchema = {
    properties: Object.fromEntries(parameters.map((one) => [one.name, one.schema ?? {}])),
    required: parameters.filter((one) => one.required).map((one) => one.name),
  };
  return renderFields(schema, view);
}

function renderFields(schema: JsonSchema, view: View): Html {
  const { word, components } = view;
  const fields = listSchemaFields(schema, components);
  if (fields.length === 0) return markup`<p><code>${[schema.type ?? 'null'].flat().join(' | ')}</code></p>`;
  return markup`<div class="scroll">
    <table>
      <tr>
        <th>${word('name')}</th>
        <th>${word('type')}</th>
        <th>${word('meaning')}</th>
      </tr>
      ${fields.map(
        (field) =>
          markup`<tr>
            <td><code>${field.path}</code></td>
            <td>${field.type}</td>
            <td>
              ${
                field.isOptional ? markup`<span class="soft">${word('optional')}</span> ` : null
              }${field.meaning}
            </td>
          </tr>`,
      )}
    </table>
  </div>`;
}
