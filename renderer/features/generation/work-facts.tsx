import type { ReactNode } from 'react';
import type { GenerationView } from '../../../shared/contracts/generation.ts';
import { formatDateTime } from '../../components/format.ts';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import { useGenerationTexts } from './use-generation-texts.ts';
import styles from './work-facts.module.css';

/** How a work was made: its settings, by what, when and for how long. */
export function WorkFacts({ work }: { readonly work: GenerationView }) {
  const { t, locale } = useGenerationTexts();
  const { t: common } = useCommonTexts();
  const { kind, options, count, model, createdAt, startedAt, finishedAt } = work;
  const { width, height } = work.outputs[0] ?? {};
  const isImage = kind === 'IMAGE';
  const tookSeconds =
    startedAt && finishedAt ? ((finishedAt.getTime() - startedAt.getTime()) / 1_000).toFixed(1) : null;
  return (
    <dl className={styles['facts']}>
      <Fact name={t('detail.kind')}>
        {common(`kind.${kind}`)}
        {isImage && count > 1 && ` × ${String(count)}`}
      </Fact>
      {isImage && (
        <Fact name={t('detail.size')}>
          {t(`composer.sizes.${options.size ?? 'square'}`)}
          {width && height ? ` · ${String(width)} × ${String(height)}` : ''}
        </Fact>
      )}
      {options.seed !== undefined && <Fact name={t('detail.seed')}>{options.seed}</Fact>}
      <Fact name={t('detail.model')}>{model}</Fact>
      <Fact name={t('detail.time')}>
        <time dateTime={createdAt.toISOString()}>{formatDateTime(createdAt, locale)}</time>
      </Fact>
      {tookSeconds !== null && (
        <Fact name={t('detail.took')}>{t('detail.tookSeconds', { seconds: tookSeconds })}</Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="numbers">{children}</dd>
    </div>
  );
}
