import { useState, type CSSProperties, type ReactNode } from 'react';
import { Button } from 'antd';
import type { GenerationOutputView, ImageSize } from '../../../shared/contracts/generation.ts';
import { useCommonTexts } from '../../locales/use-common-texts.ts';
import { dragOutput } from './drag-output.ts';
import { FailedIcon } from './work-icons.tsx';
import { useGenerationTexts } from './use-generation-texts.ts';
import styles from './image-frame.module.css';

/** Width by height of what is asked for, until the picture itself says it. */
const RATIOS: Readonly<Record<ImageSize, number>> = { square: 1, landscape: 1.6, portrait: 0.625 };

/** Width by height of a picture, or of the one that is to come. */
export function imageRatio(output: GenerationOutputView | undefined, size: ImageSize = 'square'): number {
  return output?.width && output.height ? output.width / output.height : RATIOS[size];
}

/** The place of a picture: as large before it is there as afterwards, so that nothing moves when it comes. */
export function ImageFrame({
  ratio,
  output,
  alt,
  fileName,
  openLabel,
  onOpen,
  children,
}: {
  readonly ratio: number;
  /** The picture; until there is one, `children` stand in its place. */
  readonly output: GenerationOutputView | undefined;
  readonly alt: string;
  /** What the picture is called as a file. */
  readonly fileName: string;
  readonly openLabel: string;
  readonly onOpen: () => void;
  readonly children?: ReactNode;
}) {
  return (
    <div className={styles['frame']} style={{ '--ratio': String(ratio) } as CSSProperties}>
      {output?.url ? (
        <LoadedImage
          key={output.url}
          url={output.url}
          alt={alt}
          fileName={fileName}
          openLabel={openLabel}
          onOpen={onOpen}
        />
      ) : (
        <div className={styles['waiting']}>{children}</div>
      )}
    </div>
  );
}

function LoadedImage({
  url,
  alt,
  fileName,
  openLabel,
  onOpen,
}: {
  readonly url: string;
  readonly alt: string;
  readonly fileName: string;
  readonly openLabel: string;
  readonly onOpen: () => void;
}) {
  const { t } = useGenerationTexts();
  const { t: common } = useCommonTexts();
  const [state, setState] = useState<'loading' | 'shown' | 'failed'>('loading');
  const [attempt, setAttempt] = useState(0);
  if (state === 'failed') {
    const retry = (): void => {
      setAttempt(attempt + 1);
      setState('loading');
    };
    return (
      <div className={styles['waiting']} role="alert">
        <FailedIcon />
        <span>{t('output.loadFailed')}</span>
        <Button size="small" onClick={retry}>
          {common('failure.retry')}
        </Button>
      </div>
    );
  }
  return (
    <button type="button" className={styles['open']} aria-label={`${openLabel}: ${alt}`} onClick={onOpen}>
      <img
        key={attempt}
        src={url}
        alt={alt}
        decoding="async"
        data-shown={state === 'shown'}
        onDragStart={(event) => dragOutput(event, url, fileName)}
        onLoad={() => setState('shown')}
        onError={() => setState('failed')}
      />
    </button>
  );
}
