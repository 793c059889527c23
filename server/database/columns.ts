import { DataTypes, type Model, type ModelAttributeColumnOptions } from 'sequelize';

/**
 * An instant, held as integer milliseconds on both databases and seen as a Date (null stays null).
 * Conditions compare milliseconds: `{ expiresAt: { [Op.lte]: now.getTime() } }`.
 */
export function instantColumn(name: string): ModelAttributeColumnOptions {
  return {
    type: DataTypes.BIGINT,
    get(this: Model) {
      const value = this.getDataValue(name as never) as number | null | undefined;
      return value === null || value === undefined ? null : new Date(value);
    },
    set(this: Model, value: unknown) {
      this.setDataValue(name as never, value instanceof Date ? value.getTime() : value);
    },
  };
}

/** A flag, held as 0/1 by SQLite's STRICT tables and seen as a boolean. */
export function flagColumn(name: string): ModelAttributeColumnOptions {
  return {
    type: DataTypes.BOOLEAN,
    get(this: Model) {
      return Boolean(this.getDataValue(name as never));
    },
  };
}

/** A JSON document, held as text on both databases. */
export function jsonColumn(name: string): ModelAttributeColumnOptions {
  return {
    type: DataTypes.TEXT,
    get(this: Model) {
      const value = this.getDataValue(name as never) as string | null | undefined;
      return value === null || value === undefined ? null : (JSON.parse(value) as unknown);
    },
    set(this: Model, value: unknown) {
      this.setDataValue(name as never, value === null ? null : JSON.stringify(value));
    },
  };
}
