import {
  DataTypes,
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
} from 'sequelize';
import type { MembershipType } from '../../shared/contracts/membership.ts';
import { flagColumn } from '../database/columns.ts';
import type { ModelDefinition } from '../database/database.ts';

/** A membership plan, on sale or not. */
export class MembershipPrice extends Model<
  InferAttributes<MembershipPrice>,
  InferCreationAttributes<MembershipPrice>
> {
  declare id: CreationOptional<number>;
  declare membershipType: MembershipType;
  declare durationDays: number;
  declare priceFen: number;
  declare originalPriceFen: number;
  declare isActive: boolean;
  declare sortOrder: number;
}

/** The table `membership_prices`. */
export const defineMembershipPrice: ModelDefinition<MembershipPrice> = (sequelize) =>
  class extends MembershipPrice {}.init(
    {
      id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
      membershipType: { type: DataTypes.TEXT, allowNull: false },
      durationDays: { type: DataTypes.BIGINT, allowNull: false },
      priceFen: { type: DataTypes.BIGINT, allowNull: false },
      originalPriceFen: { type: DataTypes.BIGINT, allowNull: false },
      isActive: { ...flagColumn('isActive'), allowNull: false },
      sortOrder: { type: DataTypes.BIGINT, allowNull: false },
    },
    { sequelize, tableName: 'membership_prices', modelName: 'MembershipPrice' },
  );
