import { useId } from 'react';
import { GENERATION_KINDS, IMAGE_SIZES, type GenerationKind } from '../../../shared/contracts/generation.ts';
import { GalleryIcon } from '../../components/icons.tsx';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import { ChoiceGroup } from './choice-group.tsx';
import { MAX_SEED, readSeed, type Draft } from './draft.ts';
import { useGenerationTexts } from './use-generation-texts.ts';
import { SizeIcon, TextIcon } from './work-icons.tsx';
import styles from './composer.module.css';

const COUNTS = [1, 2, 3, 4] as const;

/** What is wanted, a picture or a text. */
export function KindChoice({
  kind,
  onChange,
}: {
  readonly kind: GenerationKind;
  readonly onChange: (kind: GenerationKind) => void;
}) {
  const { t } = useGenerationTexts();
  const { t: common } = useCommonTexts();
  return (
    <ChoiceGroup
      label={t('composer.kind')}
      isLabelShown={false}
      value={kind}
      onChange={onChange}
      choices={GENERATION_KINDS.map((one) => ({
        value: one,
        label: common(`kind.${one}`),
        icon: one === 'IMAGE' ? <GalleryIcon size={18} /> : <TextIcon />,
      }))}
    />
  );
}

/** In which form a work is wanted: for images format and number; the seed of either. */
export function ComposerSettings({
  draft,
  onChange,
}: {
  readonly draft: Draft;
  readonly onChange: (change: Partial<Draft>) => void;
}) {
  const { t } = useGenerationTexts();
  return (
    <div className={styles['settings']}>
      {draft.kind === 'IMAGE' && (
        <>
          <ChoiceGroup
            label={t('composer.size')}
            value={draft.size}
            onChange={(size) => onChange({ size })}
            choices={IMAGE_SIZES.map((size) => ({
              value: size,
              label: t(`composer.sizes.${size}`),
              icon: <SizeIcon size={size} />,
            }))}
          />
          <ChoiceGroup
            label={t('composer.count')}
            value={draft.count}
            onChange={(count) => onChange({ count })}
            choices={COUNTS.map((count) => ({ value: count, label: String(count) }))}
          />
        </>
      )}
      <SeedField seed={draft.seed} onChange={(seed) => onChange({ seed })} />
    </div>
  );
}

function SeedField({ seed, onChange }: { readonly seed: string; readonly onChange: (seed: string) => void }) {
  const { t } = useGenerationTexts();
  const id = useId();
  const isInvalid = readSeed(seed) === undefined;
  return (
    <>
      <div className={styles['seed']}>
        <div>
          <label htmlFor={id}>{t('composer.seed')}</label>
          {seed !== '' && (
            <button type="button" onClick={() => onChange('')}>
              {t('composer.seedUseRandom')}
            </button>
          )}
        </div>
        <input
          id={id}
          className="numbers"
          inputMode="numeric"
          autoComplete="off"
          maxLength={12}
          value={seed}
          placeholder={t('composer.seedRandom')}
          aria-invalid={isInvalid}
          aria-describedby={`${id}hint`}
          onChange={({ target }) => onChange(target.value)}
        />
      </div>
      <p id={`${id}hint`} className={isInvalid ? styles['problem'] : styles['hint']} aria-live="polite">
        {isInvalid ? t('composer.seedInvalid', { max: MAX_SEED }) : t('composer.seedHint')}
      </p>
    </>
  );
}
