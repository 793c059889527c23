import { app } from './app.ts';
import type { BrowserWindow } from './browser-window.ts';
import { guardedEmitter, guardObject, NotCoveredError } from './guard.ts';
import { MENU_ROLES, type MenuRole } from './menu-roles.ts';
import { findFocusedWindow } from './window-list.ts';

type ItemType = 'normal' | 'separator' | 'submenu' | 'checkbox' | 'radio';

/** What an item may be made from. */
export interface ItemOptions {
  readonly id?: string;
  readonly label?: string;
  readonly sublabel?: string;
  readonly toolTip?: string;
  readonly role?: string;
  readonly type?: ItemType;
  readonly accelerator?: string;
  readonly registerAccelerator?: boolean;
  readonly acceleratorWorksWhenHidden?: boolean;
  readonly enabled?: boolean;
  readonly visible?: boolean;
  readonly checked?: boolean;
  readonly icon?: unknown;
  readonly submenu?: Menu | readonly (MenuItem | ItemOptions)[];
  readonly click?: (item: MenuItem, window: BrowserWindow | undefined, event: object) => void;
}

let lastCommandId = 0;

/** Electron's `MenuItem`. */
export class MenuItem {
  readonly id: string | undefined;
  readonly role: string | undefined;
  readonly type: ItemType;
  readonly accelerator: string | undefined;
  readonly submenu: Menu | undefined;
  readonly icon: unknown;
  readonly commandId: number = ++lastCommandId;
  readonly registerAccelerator: boolean;
  label: string;
  sublabel: string;
  toolTip: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;
  menu: Menu | undefined = undefined;
  /** Called by whoever chooses the item: a role comes before a `click` of the app's. */
  click: (event?: object, window?: BrowserWindow, contents?: unknown) => void;

  constructor(options: ItemOptions) {
    const role = options.role === undefined ? null : getRole(options.role);
    const submenu = options.submenu ?? role?.submenu?.map(describeRoleItem);
    this.id = options.id;
    this.role = options.role;
    this.type = options.type ?? (submenu === undefined ? 'normal' : 'submenu');
    this.accelerator = options.accelerator;
    this.submenu =
      submenu === undefined || submenu instanceof Menu ? submenu : Menu.buildFromTemplate(submenu);
    this.icon = options.icon;
    this.registerAccelerator = options.registerAccelerator !== false;
    this.label = options.label ?? role?.label ?? '';
    this.sublabel = options.sublabel ?? '';
    this.toolTip = options.toolTip ?? '';
    this.enabled = options.enabled !== false;
    this.visible = options.visible !== false;
    this.checked = options.checked === true;
    this.click = (event = {}, window) => {
      if (this.type === 'checkbox' || this.type === 'radio') this.#check();
      const target = window ?? findFocusedWindow();
      if (role?.run === undefined) options.click?.(this, target ?? undefined, event);
      else role.run(target);
    };
  }

  /** The accelerator that comes with the role. */
  getDefaultRoleAccelerator(): string | undefined {
    return this.role === undefined ? undefined : getRole(this.role).accelerator;
  }

  #check(): void {
    if (this.type === 'checkbox') {
      this.checked = !this.checked;
      return;
    }
    const items = this.menu?.items ?? [];
    const at = items.indexOf(this);
    const ends = (from: number, step: -1 | 1): number =>
      items[from + step]?.type === 'radio' ? ends(from + step, step) : from;
    for (const other of items.slice(ends(at, -1), ends(at, 1) + 1)) other.checked = false;
    this.checked = true;
  }
}

guardObject('MenuItem', MenuItem.prototype);

function getRole(name: string): MenuRole {
  const role = MENU_ROLES[name.toLowerCase()];
  if (role === undefined) throw new NotCoveredError(`MenuItem with the role ${name}`);
  return role;
}

function describeRoleItem(role: string | null): ItemOptions {
  return role === null ? { type: 'separator' } : { role };
}

/** Electron's `Menu`. It is shown nowhere: tests find its items and click them. */
export class Menu extends guardedEmitter('Menu') {
  readonly items: MenuItem[] = [];

  static buildFromTemplate(template: readonly (MenuItem | ItemOptions)[]): Menu {
    const menu = new Menu();
    for (const part of template) menu.append(part instanceof MenuItem ? part : new MenuItem(part));
    return menu;
  }

  static setApplicationMenu(menu: Menu | null): void {
    app.applicationMenu = menu;
  }

  static getApplicationMenu(): Menu | null {
    return app.applicationMenu as Menu | null;
  }

  append(item: MenuItem): void {
    this.insert(this.items.length, item);
  }

  insert(at: number, item: MenuItem): void {
    item.menu = this;
    this.items.splice(at, 0, item);
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }

  popup(options: { readonly callback?: () => void } = {}): void {
    this.emit('menu-will-show', {});
    this.emit('menu-will-close', {});
    options.callback?.();
  }

  closePopup(): void {}
}
