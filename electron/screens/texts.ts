import type { ConnectionRefusal } from '../../shared/contracts/desktop.ts';
import type { Locale } from '../../shared/errors.ts';

/** Every sentence of the shell's own pages, in the language the page was named in. */
export interface ScreenTexts {
  readonly product: string;
  readonly firstRun: { readonly title: string; readonly lead: string };
  readonly local: { readonly title: string; readonly hint: string; readonly start: string };
  readonly hosted: {
    readonly title: string;
    readonly hint: string;
    readonly address: string;
    readonly connect: string;
  };
  readonly refusals: Readonly<Record<ConnectionRefusal, string>>;
  readonly starting: string;
  readonly crash: { readonly title: string; readonly hint: string; readonly restart: string };
  readonly offline: {
    readonly title: string;
    readonly hint: string;
    readonly noNetwork: string;
    readonly retry: string;
    readonly trying: string;
    readonly switch: string;
  };
  readonly settings: {
    readonly title: string;
    readonly general: string;
    readonly background: string;
    readonly where: string;
    readonly inUse: string;
    readonly language: string;
    readonly theme: string;
    readonly system: string;
    readonly light: string;
    readonly dark: string;
    readonly zoom: string;
    readonly notifications: string;
    readonly keepInTray: string;
    readonly launchAtLogin: string;
    readonly memory: string;
    readonly data: string;
    readonly updates: string;
    readonly check: string;
    readonly install: string;
    readonly postpone: string;
    readonly postponed: string;
    readonly notes: string;
    readonly version: string;
    readonly update: Readonly<
      Record<'none' | 'checking' | 'failed' | 'unsupported' | 'downloading' | 'ready', string>
    >;
  };
  readonly openSettings: string;
  readonly showLogs: string;
  readonly showData: string;
}

const zhCN: ScreenTexts = {
  product: '创作者工作室',
  firstRun: { title: '您想在哪里创作？', lead: '以后可以在设置里更换。' },
  local: {
    title: '在这台电脑上',
    hint: '不需要账号和网络，作品与积分都留在本机。这里的积分是练习积分，不涉及真实付款。',
    start: '在这台电脑上使用',
  },
  hosted: {
    title: '连接到服务器',
    hint: '使用团队或服务商提供的网址，用您在那里的账号登录。',
    address: '服务器网址',
    connect: '连接',
  },
  refusals: {
    INVALID_URL: '这不像一个网址，请检查后再试，例如 https://studio.example.com',
    NOT_HTTPS: '为了安全，网址必须以 https:// 开头。',
    UNREACHABLE: '连不上这个网址。请检查网络和网址后再试。',
    LEADS_ELSEWHERE: '这个网址会转到另一个网址。请直接输入那个网址。',
    NOT_A_STUDIO: '这个网址有回应，但不是创作者工作室。',
  },
  starting: '正在准备…',
  crash: {
    title: '本机服务没有在运行',
    hint: '如果一直启动不了，请在求助时附上日志文件夹里的内容。',
    restart: '重新启动服务',
  },
  offline: {
    title: '连不上服务器',
    hint: '应用会不时再试，连上后自动继续。已保存的内容都在服务器上。',
    noNetwork: '这台电脑现在没有网络。恢复后会自动继续。',
    retry: '现在再试',
    trying: '正在连接…',
    switch: '更换连接…',
  },
  settings: {
    title: '应用设置',
    general: '通用',
    background: '在后台',
    where: '在哪里创作',
    inUse: '正在使用',
    language: '语言',
    theme: '外观',
    system: '跟随系统',
    light: '浅色',
    dark: '深色',
    zoom: '缩放',
    notifications: '创作完成或到账时通知我',
    keepInTray: '关闭窗口后留在托盘继续运行',
    launchAtLogin: '登录电脑时自动启动',
    memory: '这台电脑没有可用的密码保管处，登录状态只保存在内存里，退出应用后需要重新登录。',
    data: '文件夹',
    updates: '更新',
    check: '检查更新',
    install: '立即重启并更新',
    postpone: '以后再说',
    postponed: '您选了以后再说，不会再为这个版本提醒。',
    notes: '更新内容',
    version: '当前版本 {version}',
    update: {
      none: '没有发现新版本。',
      checking: '正在检查…',
      failed: '暂时没能检查更新，稍后会再试。',
      unsupported: '这个版本不会自动更新。',
      downloading: '正在下载 {version}：{percent}%',
      ready: '{version} 已准备好。更新前会自动备份数据。',
    },
  },
  openSettings: '应用设置',
  showLogs: '打开日志文件夹',
  showData: '打开数据文件夹',
};

const en: ScreenTexts = {
  product: 'Creator Studio',
  firstRun: { title: 'Where would you like to create?', lead: 'You can change this later in the settings.' },
  local: {
    title: 'On this computer',
    hint: 'No account and no network needed; works and credits stay here. Credits are practice credits: no real money is involved.',
    start: 'Use on this computer',
  },
  hosted: {
    title: 'Connect to a server',
    hint: 'With the address your team or provider gave you. You sign in there with your account.',
    address: 'Server address',
    connect: 'Connect',
  },
  refusals: {
    INVALID_URL:
      'This does not look like an address. Please check it, for example https://studio.example.com',
    NOT_HTTPS: 'To be safe, the address has to begin with https://.',
    UNREACHABLE: 'Nothing answers at this address. Please check it and your network, and try again.',
    LEADS_ELSEWHERE: 'This address leads on to another one. Please enter that one instead.',
    NOT_A_STUDIO: 'Something answers there, but it is no Creator Studio.',
  },
  starting: 'Getting ready…',
  crash: {
    title: 'The service on this computer is not running',
    hint: 'If it does not start, add what is in the logs folder when you ask for help.',
    restart: 'Start it again',
  },
  offline: {
    title: 'The server cannot be reached',
    hint: 'The app keeps trying and goes on by itself. What you have saved is on the server.',
    noNetwork: 'This computer has no network at the moment. The app goes on by itself once it is back.',
    retry: 'Try now',
    trying: 'Connecting…',
    switch: 'Change the connection…',
  },
  settings: {
    title: 'App settings',
    general: 'General',
    background: 'In the background',
    where: 'Where you create',
    inUse: 'in use',
    language: 'Language',
    theme: 'Appearance',
    system: 'System',
    light: 'Light',
    dark: 'Dark',
    zoom: 'Zoom',
    notifications: 'Tell me when a payment arrives or a work ends while I am elsewhere',
    keepInTray: 'Keep running in the tray when the window is closed',
    launchAtLogin: 'Start when I sign in to this computer',
    memory:
      'This computer has no safe place for passwords. You stay signed in until the app is closed, and have to sign in again after that.',
    data: 'Folders',
    updates: 'Updates',
    check: 'Check for updates',
    install: 'Restart and update',
    postpone: 'Later',
    postponed: 'You chose later: you will not be reminded of this version.',
    notes: 'What is new',
    version: 'Version {version}',
    update: {
      none: 'No newer version is known.',
      checking: 'Checking…',
      failed: 'Could not check just now; it is tried again later.',
      unsupported: 'This build does not update itself.',
      downloading: 'Downloading {version}: {percent}%',
      ready: '{version} is ready. Your data is backed up first.',
    },
  },
  openSettings: 'App settings',
  showLogs: 'Open the logs folder',
  showData: 'Open the data folder',
};

/** The sentences in `locale`. */
export function screenTexts(locale: Locale): ScreenTexts {
  return locale === 'zh-CN' ? zhCN : en;
}

/** A sentence with its `{name}`s filled in. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
