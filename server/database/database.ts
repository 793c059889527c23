import type { ModelStatic, Model, Sequelize } from 'sequelize';
import type { Dialect, Reader } from './sql.ts';
import type { Write } from './transaction.ts';

/** Declares a model on one Sequelize instance; a `<feature>.model.ts` exports these. */
export type ModelDefinition<M extends Model> = (sequelize: Sequelize) => ModelStatic<M>;

/** An open database: reads, models, and the one way to write. */
export interface Database {
  readonly dialect: Dialect;
  readonly reader: Reader;
  readonly sequelize: Sequelize;
  /** The model that `define` declares, on this database; declared once. */
  model<M extends Model>(define: ModelDefinition<M>): ModelStatic<M>;
  readonly write: Write;
  /** The current instant, for reads; never earlier than a transaction that has committed here. */
  now(): Date;
  /** A number that changes when another process has written; always 0 on PostgreSQL, where processes tell each other. */
  otherWrites(): Promise<number>;
  /** Takes note of an instant that has been, so that the clock never goes behind it. */
  raiseClock(instantMs: number): void;
  /** Waits for the writes under way, then closes every connection. Idempotent. */
  close(): Promise<void>;
}

/** The memo behind {@link Database.model}. */
export function createModelRegistry(sequelize: Sequelize): Database['model'] {
  const models = new Map<unknown, unknown>();
  return <M extends Model>(define: ModelDefinition<M>): ModelStatic<M> => {
    let model = models.get(define) as ModelStatic<M> | undefined;
    if (!model) {
      model = define(sequelize);
      models.set(define, model);
    }
    return model;
  };
}
