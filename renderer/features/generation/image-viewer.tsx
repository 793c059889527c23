import { Button, Modal } from 'antd';
import { useEffect } from 'react';
import { useGenerationTexts } from './use-generation-texts.ts';
import { StepIcon } from './work-icons.tsx';
import { useReturnFocus } from '../../components/use-return-focus.ts';
import styles from './image-viewer.module.css';

/** One picture as large as the window; Escape or a press on it closes, arrow keys go on to the others. */
export function ImageViewer({
  images,
  index,
  onIndex,
  onClose,
}: {
  readonly images: readonly { readonly url: string; readonly alt: string }[];
  readonly index: number;
  readonly onIndex: (index: number) => void;
  readonly onClose: () => void;
}) {
  const { t } = useGenerationTexts();
  useReturnFocus();
  const count = images.length;
  const image = images[index];
  useEffect(() => {
    if (count < 2) return;
    const onKeyDown = ({ key }: KeyboardEvent): void => {
      if (key === 'ArrowRight') onIndex((index + 1) % count);
      if (key === 'ArrowLeft') onIndex((index - 1 + count) % count);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [index, count, onIndex]);
  if (image === undefined) return null;
  return (
    <Modal
      open
      footer={null}
      width="100vw"
      title={t('viewer.title')}
      onCancel={onClose}
      classNames={{
        root: styles['root'] ?? '',
        container: styles['container'] ?? '',
        body: styles['body'] ?? '',
      }}
    >
      <img src={image.url} alt={image.alt} onClick={onClose} />
      {count > 1 && (
        <div className={styles['steps']}>
          <Button
            shape="circle"
            icon={<StepIcon to="previous" />}
            aria-label={t('viewer.previous')}
            onClick={() => onIndex((index - 1 + count) % count)}
          />
          <span className="numbers" role="status">
            {t('viewer.position', { number: index + 1, count })}
          </span>
          <Button
            shape="circle"
            icon={<StepIcon to="next" />}
            aria-label={t('viewer.next')}
            onClick={() => onIndex((index + 1) % count)}
          />
        </div>
      )}
    </Modal>
  );
}
