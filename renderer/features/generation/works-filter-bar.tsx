import { useId } from 'react';
import { GENERATION_KINDS, GENERATION_STATUSES } from '../../../shared/contracts/generation.ts';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import { ChoiceGroup } from './choice-group.tsx';
import { useGenerationTexts } from './use-generation-texts.ts';
import type { WorksFilter } from './use-works.ts';
import styles from './gallery-page.module.css';

const ALL = 'ALL';

/** Which works to list: by kind and by state. */
export function WorksFilterBar({
  filter,
  onChange,
}: {
  readonly filter: WorksFilter;
  readonly onChange: (filter: WorksFilter) => void;
}) {
  const { t } = useGenerationTexts();
  const { t: common } = useCommonTexts();
  const id = useId();
  const { kind, status } = filter;
  return (
    <div className={styles['filters']}>
      <ChoiceGroup
        label={t('gallery.kind')}
        isLabelShown={false}
        value={kind ?? ALL}
        onChange={(next) => onChange({ ...(status && { status }), ...(next !== ALL && { kind: next }) })}
        choices={[
          { value: ALL, label: t('gallery.all') },
          ...GENERATION_KINDS.map((one) => ({ value: one, label: common(`kind.${one}`) })),
        ]}
      />
      <label htmlFor={id} className={styles['status']}>
        <span className="visually-hidden">{t('gallery.status')}</span>
        <select
          id={id}
          value={status ?? ALL}
          onChange={({ target }) => {
            const next = GENERATION_STATUSES.find((one) => one === target.value);
            onChange({ ...(kind && { kind }), ...(next && { status: next }) });
          }}
        >
          <option value={ALL}>{t('gallery.anyStatus')}</option>
          {GENERATION_STATUSES.map((one) => (
            <option key={one} value={one}>
              {t(`status.${one}`)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
