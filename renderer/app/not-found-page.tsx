import { Button } from 'antd';
import { useNavigate } from 'react-router';
import { APP_PATHS } from '../../shared/app-paths.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { PageHeading } from '../components/page-heading.tsx';
import { useCommonTexts } from '../locales/use-common-texts.ts';

/** For an address that is no page. */
export function NotFoundPage() {
  const { t } = useCommonTexts();
  const navigate = useNavigate();
  return (
    <EmptyState
      title={<PageHeading title={t('notFound.title')} />}
      hint={t('notFound.hint')}
      action={
        <Button type="primary" onClick={() => void navigate(APP_PATHS.create)}>
          {t('notFound.home')}
        </Button>
      }
    />
  );
}
