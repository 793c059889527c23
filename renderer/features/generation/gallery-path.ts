import { APP_PATHS } from '../../../shared/app-paths.ts';

/** The address of one work, shown over the works. */
export function galleryPath(id: string): string {
  return `${APP_PATHS.gallery}?id=${id}`;
}
