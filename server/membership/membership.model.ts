import {
  DataTypes,
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
  type ModelStatic,
  type Sequelize,
} from 'sequelize';
import type { MembershipType } from '../../shared/contracts/membership.ts';
import { flagColumn } from '../database/columns.ts';

/** A membership plan. */
export class MembershipPriceModel extends Model<
  InferAttributes<MembershipPriceModel>,
  InferCreationAttributes<MembershipPriceModel>
> {
  declare id: CreationOptional<number>;
  declare membershipType: MembershipType;
  declare durationDays: number;
  declare priceFen: number;
  declare originalPriceFen: number;
  declare isActive: boolean;
  declare sortOrder: number;
}

/** Declares {@link MembershipPriceModel}. */
export function defineMembershipPrice(sequelize: Sequelize): ModelStatic<MembershipPriceModel> {
  return sequelize.define<MembershipPriceModel>(
    'MembershipPrice',
    {
      id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
      membershipType: DataTypes.TEXT,
      durationDays: DataTypes.BIGINT,
      priceFen: DataTypes.BIGINT,
      originalPriceFen: DataTypes.BIGINT,
      isActive: flagColumn('isActive'),
      sortOrder: DataTypes.BIGINT,
    },
    { tableName: 'membership_prices' },
  );
}
