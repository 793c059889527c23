import {
  DataTypes,
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
} from 'sequelize';
import type { ModelDefinition } from '../database/database.ts';
import { flagColumn } from '../database/columns.ts';

/** A credit package, on sale or not. */
export class CreditPrice extends Model<InferAttributes<CreditPrice>, InferCreationAttributes<CreditPrice>> {
  declare id: CreationOptional<number>;
  declare amount: number;
  declare priceFen: number;
  declare bonus: number;
  declare isActive: boolean;
  declare sortOrder: number;
}

/** The table `credit_prices`. */
export const defineCreditPrice: ModelDefinition<CreditPrice> = (sequelize) =>
  class extends CreditPrice {}.init(
    {
      id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
      amount: { type: DataTypes.BIGINT, allowNull: false },
      priceFen: { type: DataTypes.BIGINT, allowNull: false },
      bonus: { type: DataTypes.BIGINT, allowNull: false },
      isActive: { ...flagColumn('isActive'), allowNull: false },
      sortOrder: { type: DataTypes.BIGINT, allowNull: false },
    },
    { sequelize, tableName: 'credit_prices', modelName: 'CreditPrice' },
  );
