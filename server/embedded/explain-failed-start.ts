import type { EmbeddedFailure, EmbeddedMessage } from '../../shared/contracts/embedded-server.ts';
import type { Locale } from '../../shared/errors.ts';
import { DatabaseRefusal } from '../database/database-refusal.ts';

/** What the person at the computer is told; `{folder}` is their data folder. */
const SENTENCES: Readonly<Record<EmbeddedFailure, Readonly<Record<Locale, string>>>> = {
  INVALID_START: {
    'zh-CN': '应用的各部分对不上，请重新安装 Creator Studio。',
    en: 'Parts of the app do not fit together. Please reinstall Creator Studio.',
  },
  IN_USE: {
    'zh-CN': '另一个 Creator Studio 正在使用数据文件夹 {folder}，请先关闭它。',
    en: 'Another Creator Studio is already using the data folder {folder}. Close it first.',
  },
  NEWER_DATABASE: {
    'zh-CN': '数据文件夹 {folder} 已由更新版本的 Creator Studio 使用，请安装最新版本。',
    en: 'The data folder {folder} was last used by a newer Creator Studio. Please install the latest version.',
  },
  BACKUP_FAILED: {
    'zh-CN': '更新前未能在 {folder} 备份您的数据，因此没有做任何改动。请检查磁盘空间和文件夹权限后重试。',
    en: 'Your data could not be backed up in {folder} before the update, so nothing was changed. Check the free space and the permissions of that folder, then try again.',
  },
  NOT_WRITABLE: {
    'zh-CN': '无法写入数据文件夹 {folder}。请检查它的权限和所在的磁盘，然后重试。',
    en: 'The data folder {folder} cannot be written to. Check its permissions and its disk, then try again.',
  },
  DISK_FULL: {
    'zh-CN': '数据文件夹 {folder} 所在的磁盘已满，请腾出空间后重试。',
    en: 'The disk of the data folder {folder} is full. Make some room, then try again.',
  },
  DAMAGED_DATABASE: {
    'zh-CN': '{folder} 中的数据库无法读取，可能已损坏。您可以用 backups 文件夹里的备份替换它。',
    en: 'The database in {folder} cannot be read and may be damaged. You can put a copy from the backups folder in its place.',
  },
  INTERNAL: {
    'zh-CN': '内置服务没能启动，请重试；如果仍然失败，请查看日志。',
    en: 'The built-in server could not start. Try again; if it still fails, look at the logs.',
  },
};

/** SQLite's result codes, or the system's error codes, by what they mean here (sqlite.org, "Result and Error Codes"). */
const CODES: readonly (readonly [RegExp, EmbeddedFailure])[] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)/, 'DISK_FULL'],
  [/^(SQLITE_NOTADB|SQLITE_CORRUPT)/, 'DAMAGED_DATABASE'],
  [/^(SQLITE_BUSY|SQLITE_LOCKED)/, 'IN_USE'],
  [
    /^(SQLITE_CANTOPEN|SQLITE_READONLY|SQLITE_PERM|EACCES|EPERM|EROFS|ENOTDIR|ENOENT|EEXIST|EISDIR|ENAMETOOLONG)/,
    'NOT_WRITABLE',
  ],
];

/** The message for a start that failed by `error`: a stable word and one sentence in each language. */
export function explainFailedStart(
  error: unknown,
  dataDir: string,
): Extract<EmbeddedMessage, { type: 'failed' }> {
  return describeFailure(findReason(error), dataDir);
}

/** The message for a start that failed for `reason`. */
export function describeFailure(
  reason: EmbeddedFailure,
  dataDir: string,
): Extract<EmbeddedMessage, { type: 'failed' }> {
  const say = (locale: Locale): string => SENTENCES[reason][locale].replace('{folder}', () => dataDir);
  return { type: 'failed', reason, message: { 'zh-CN': say('zh-CN'), en: say('en') } };
}

function findReason(error: unknown): EmbeddedFailure {
  if (error instanceof DatabaseRefusal) return error.reason;
  for (let current = error, depth = 0; current instanceof Error && depth < 5; depth += 1) {
    const { code, message } = current as NodeJS.ErrnoException;
    // The driver's errors begin with their code where they do not carry it.
    const known = CODES.find(([pattern]) => pattern.test(code ?? '') || pattern.test(message));
    if (known) return known[1];
    const wrapped = current as { original?: unknown; parent?: unknown; cause?: unknown };
    current = wrapped.original ?? wrapped.parent ?? wrapped.cause;
  }
  return 'INTERNAL';
}
