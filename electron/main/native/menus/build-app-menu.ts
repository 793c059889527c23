import type { MenuItemConstructorOptions } from 'electron';
import { APP_PATHS, type AppPath } from '../../../../shared/app-paths.ts';
import type { NativeTexts } from '../texts.ts';

/** What the application's menu does. */
export interface AppMenuActions {
  readonly goTo: (path: AppPath) => void;
  readonly openSettings: () => void;
  readonly showLogs: () => void;
  readonly showData: () => void;
  readonly checkForUpdates: () => void;
  readonly showAbout: () => void;
  readonly zoom: (step: 'in' | 'out' | 'reset') => void;
  readonly quit: () => void;
}

/** What the application's menu depends on. */
export interface AppMenuFacts {
  readonly texts: NativeTexts;
  readonly platform: NodeJS.Platform;
  /** False until somebody has chosen where to work: there are no pages to go to. */
  readonly hasServer: boolean;
  /** Whether developer tools are offered. */
  readonly isDevelopment: boolean;
}

type Item = MenuItemConstructorOptions;

const SEPARATOR: Item = { type: 'separator' };

/** The application's menu. Every item of ours has an id, which is the same in every language. */
export function buildAppMenu(facts: AppMenuFacts, actions: AppMenuActions): Item[] {
  const isMac = facts.platform === 'darwin';
  return [
    ...(isMac ? [buildMacMenu(facts, actions)] : []),
    buildFileMenu(facts, actions),
    buildEditMenu(facts),
    buildViewMenu(facts, actions),
    buildGoMenu(facts, actions),
    buildWindowMenu(facts),
    buildHelpMenu(facts, actions),
  ];
}

function settingsItem({ texts }: AppMenuFacts, actions: AppMenuActions): Item {
  return {
    id: 'settings',
    label: texts.settings,
    accelerator: 'CmdOrCtrl+,',
    click: () => actions.openSettings(),
  };
}

function quitItem({ texts }: AppMenuFacts, actions: AppMenuActions): Item {
  return { id: 'quit', label: texts.quit, accelerator: 'CmdOrCtrl+Q', click: () => actions.quit() };
}

function aboutItem({ texts }: AppMenuFacts, actions: AppMenuActions): Item {
  return { id: 'about', label: texts.about, click: () => actions.showAbout() };
}

function updatesItem({ texts }: AppMenuFacts, actions: AppMenuActions): Item {
  return { id: 'check-for-updates', label: texts.checkForUpdates, click: () => actions.checkForUpdates() };
}

/** What macOS puts under the name of the app. */
function buildMacMenu(facts: AppMenuFacts, actions: AppMenuActions): Item {
  const { texts } = facts;
  return {
    // The system shows the app's own name whatever stands here.
    label: 'Creator Studio',
    submenu: [
      aboutItem(facts, actions),
      updatesItem(facts, actions),
      SEPARATOR,
      settingsItem(facts, actions),
      SEPARATOR,
      { role: 'services', label: texts.services },
      SEPARATOR,
      { role: 'hide', label: texts.hide },
      { role: 'hideOthers', label: texts.hideOthers },
      { role: 'unhide', label: texts.showAll },
      SEPARATOR,
      quitItem(facts, actions),
    ],
  };
}

function pageItem(
  { texts, hasServer }: AppMenuFacts,
  actions: AppMenuActions,
  page: 'create' | 'gallery' | 'recharge' | 'membership' | 'transactions' | 'orders' | 'account',
  accelerator?: string,
): Item {
  return {
    id: page,
    label: texts[page],
    enabled: hasServer,
    click: () => actions.goTo(APP_PATHS[page]),
    ...(accelerator === undefined ? {} : { accelerator }),
  };
}

function buildFileMenu(facts: AppMenuFacts, actions: AppMenuActions): Item {
  const { texts, platform } = facts;
  return {
    label: texts.file,
    submenu: [
      pageItem(facts, actions, 'create', 'CmdOrCtrl+N'),
      SEPARATOR,
      ...(platform === 'darwin' ? [] : [settingsItem(facts, actions), SEPARATOR]),
      { role: 'close', label: texts.closeWindow },
      ...(platform === 'darwin' ? [] : [SEPARATOR, quitItem(facts, actions)]),
    ],
  };
}

function buildEditMenu({ texts }: AppMenuFacts): Item {
  return {
    label: texts.edit,
    submenu: [
      { role: 'undo', label: texts.undo },
      { role: 'redo', label: texts.redo },
      SEPARATOR,
      { role: 'cut', label: texts.cut },
      { role: 'copy', label: texts.copy },
      { role: 'paste', label: texts.paste },
      { role: 'delete', label: texts.delete },
      SEPARATOR,
      { role: 'selectAll', label: texts.selectAll },
    ],
  };
}

// The roles for zooming change one window until it is closed; these change the setting, which is remembered.
function buildViewMenu({ texts, isDevelopment }: AppMenuFacts, actions: AppMenuActions): Item {
  const zoomIn = { label: texts.zoomIn, click: () => actions.zoom('in') };
  return {
    label: texts.view,
    submenu: [
      { role: 'reload', label: texts.reload },
      SEPARATOR,
      { ...zoomIn, id: 'zoom-in', accelerator: 'CmdOrCtrl+Plus' },
      // The key that bears the plus sign on most keyboards, without Shift.
      { ...zoomIn, visible: false, acceleratorWorksWhenHidden: true, accelerator: 'CmdOrCtrl+=' },
      { id: 'zoom-out', label: texts.zoomOut, accelerator: 'CmdOrCtrl+-', click: () => actions.zoom('out') },
      {
        id: 'actual-size',
        label: texts.actualSize,
        accelerator: 'CmdOrCtrl+0',
        click: () => actions.zoom('reset'),
      },
      SEPARATOR,
      { role: 'togglefullscreen', label: texts.fullScreen },
      ...(isDevelopment
        ? [SEPARATOR, { role: 'toggleDevTools', label: texts.developerTools } satisfies Item]
        : []),
    ],
  };
}

function buildGoMenu(facts: AppMenuFacts, actions: AppMenuActions): Item {
  return {
    label: facts.texts.go,
    submenu: [
      pageItem(facts, actions, 'gallery', 'CmdOrCtrl+1'),
      pageItem(facts, actions, 'recharge', 'CmdOrCtrl+2'),
      pageItem(facts, actions, 'membership', 'CmdOrCtrl+3'),
      pageItem(facts, actions, 'transactions', 'CmdOrCtrl+4'),
      pageItem(facts, actions, 'orders', 'CmdOrCtrl+5'),
      SEPARATOR,
      pageItem(facts, actions, 'account'),
    ],
  };
}

function buildWindowMenu({ texts, platform }: AppMenuFacts): Item {
  return {
    // macOS lists the windows in the menu that has this role.
    role: 'windowMenu',
    label: texts.window,
    submenu: [
      { role: 'minimize', label: texts.minimize },
      ...(platform === 'darwin' ? [SEPARATOR, { role: 'front', label: texts.toFront } satisfies Item] : []),
    ],
  };
}

function buildHelpMenu(facts: AppMenuFacts, actions: AppMenuActions): Item {
  const { texts, platform, hasServer } = facts;
  const documents = (['terms', 'privacy', 'refunds'] as const).map((page): Item => ({
    id: page,
    label: texts[page],
    enabled: hasServer,
    click: () => actions.goTo(APP_PATHS[page]),
  }));
  return {
    role: 'help',
    label: texts.help,
    submenu: [
      ...documents,
      SEPARATOR,
      { id: 'show-logs', label: texts.showLogs, click: () => actions.showLogs() },
      { id: 'show-data', label: texts.showData, click: () => actions.showData() },
      ...(platform === 'darwin' ? [] : [SEPARATOR, updatesItem(facts, actions), aboutItem(facts, actions)]),
    ],
  };
}
