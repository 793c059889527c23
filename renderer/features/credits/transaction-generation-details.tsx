import { Link } from 'react-router';
import type { GenerationOutputView, GenerationView } from '../../../shared/contracts/generation.ts';
import { readFailure } from '../../app/api/read-failure.ts';
import { trpc } from '../../app/api/trpc.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { formatCredits, formatDateTime } from '../../components/format.ts';
import { QueryView } from '../../components/query-view.tsx';
import { galleryPath } from '../generation/gallery-path.ts';
import { TransactionFacts, type Fact } from './transaction-facts.tsx';
import styles from './transaction-details.module.css';
import { useTransactionsTexts } from './use-transactions-texts.ts';

/** The work behind ledger rows; one that has been deleted is told of kindly. */
export function TransactionGenerationDetails({
  id,
  hasMovements,
}: {
  readonly id: string;
  readonly hasMovements: boolean;
}) {
  const { t } = useTransactionsTexts();
  const query = trpc.generation.get.useQuery({ id });
  if (query.isError && readFailure(query.error).reason === 'NOT_FOUND') {
    if (!hasMovements)
      return <EmptyState title={t('drawer.nothingFound')} hint={t('drawer.nothingFoundHint')} />;
    return (
      <div className={styles['notice']}>
        <strong>{t('drawer.deletedTitle')}</strong>
        <p>{t('drawer.deletedHint')}</p>
      </div>
    );
  }
  return (
    <QueryView query={query} failureTitle={t('drawer.failed')}>
      {(generation) => (
        <section className={styles['section']} aria-labelledby="generation-title">
          {!hasMovements && (
            <p className={styles['notice']}>
              {t(
                generation.receipt.status === 'COVERED_BY_MEMBERSHIP'
                  ? 'drawer.coveredGeneration'
                  : 'drawer.noMovements',
              )}
            </p>
          )}
          <h3 id="generation-title">{t('generation.title')}</h3>
          <Outputs outputs={generation.outputs} />
          <GenerationFacts generation={generation} />
          <Link to={galleryPath(generation.id)} className={styles['link']}>
            {t('generation.show')}
          </Link>
        </section>
      )}
    </QueryView>
  );
}

function Outputs({ outputs }: { readonly outputs: readonly GenerationOutputView[] }) {
  const { t } = useTransactionsTexts();
  if (outputs.length === 0) return null;
  return (
    <ul className={styles['outputs']} aria-label={t('generation.outputs')}>
      {outputs.map(({ index, url, text, width, height }) => (
        <li key={index}>
          {url === null ? (
            <p className={styles['text']}>{text}</p>
          ) : (
            <img
              src={url}
              alt={t('generation.output', { number: index + 1 })}
              width={width ?? undefined}
              height={height ?? undefined}
              loading="lazy"
            />
          )}
        </li>
      ))}
    </ul>
  );
}

/** What failed only after something had been delivered was not all in vain. */
function statusOf({ status, outputs }: GenerationView) {
  return status === 'FAILED' && outputs.length > 0 ? 'PARTLY' : status;
}

function GenerationFacts({ generation }: { readonly generation: GenerationView }) {
  const { t, locale } = useTransactionsTexts();
  const { kind, count, options, receipt, finishedAt } = generation;
  const pictures = count === 1 ? t('generation.image') : t('generation.images', { count });
  const facts: Fact[] = [
    [
      t('generation.prompt'),
      <span key="prompt" className={styles['prompt']}>
        {generation.prompt}
      </span>,
    ],
    [t('generation.kind'), kind === 'IMAGE' ? pictures : t('generation.text')],
    [t('generation.status'), t(`generation.${statusOf(generation)}`)],
    [
      t('generation.receipt'),
      t(`generation.${receipt.status}`, {
        credits: formatCredits(receipt.credits, locale),
        refunded: formatCredits(receipt.refunded, locale),
      }),
    ],
    [t('generation.size'), options.size === undefined ? null : t(`generation.${options.size}`)],
    [t('generation.seed'), options.seed],
    [t('generation.model'), generation.model],
    [t('generation.created'), formatDateTime(generation.createdAt, locale)],
    [t('generation.finished'), finishedAt && formatDateTime(finishedAt, locale)],
    [
      t('generation.id'),
      <span key="id" className={styles['code']}>
        {generation.id}
      </span>,
    ],
  ];
  return <TransactionFacts facts={facts} />;
}
