import {
  DataTypes,
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
} from 'sequelize';
import type { MembershipType } from '../../shared/contracts/membership.ts';
import type { OrderKind, OrderStatus, PaymentMethod } from '../../shared/contracts/orders.ts';
import { flagColumn, instantColumn } from '../database/columns.ts';
import type { ModelDefinition } from '../database/database.ts';
import type { PaymentProvider } from '../payment/payment-gateway.ts';

/** What becomes of one attempt to pay: `SURPLUS` is money for an order that was paid already. */
export type PaymentState = 'CREATED' | 'OPEN' | 'FAILED' | 'CLOSED' | 'SUCCEEDED' | 'SURPLUS';

/** An order of either kind. Read here, written by conditional updates only. */
export class Order extends Model<InferAttributes<Order>, InferCreationAttributes<Order>> {
  declare id: CreationOptional<number>;
  declare orderNo: string;
  declare kind: OrderKind;
  declare userId: string;
  declare priceId: number;
  declare priceFen: number;
  declare refundedFen: number;
  declare paymentMethod: PaymentMethod;
  declare paymentStatus: OrderStatus;
  declare amount: number | null;
  declare bonus: number | null;
  declare membershipType: MembershipType | null;
  declare durationDays: number | null;
  declare startAt: Date | null;
  declare endAt: Date | null;
  declare termsVersion: string | null;
  declare paidLate: boolean;
  declare createdAt: Date;
  declare expiresAt: Date;
  declare paidAt: Date | null;
  declare settledAt: Date | null;
  declare closedAt: Date | null;
}

/** The table `orders`. */
export const defineOrder: ModelDefinition<Order> = (sequelize) =>
  class extends Order {}.init(
    {
      id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
      orderNo: { type: DataTypes.TEXT, allowNull: false },
      kind: { type: DataTypes.TEXT, allowNull: false },
      userId: { type: DataTypes.UUID, allowNull: false },
      priceId: { type: DataTypes.BIGINT, allowNull: false },
      priceFen: { type: DataTypes.BIGINT, allowNull: false },
      refundedFen: { type: DataTypes.BIGINT, allowNull: false },
      paymentMethod: { type: DataTypes.TEXT, allowNull: false },
      paymentStatus: { type: DataTypes.TEXT, allowNull: false },
      amount: DataTypes.BIGINT,
      bonus: DataTypes.BIGINT,
      membershipType: DataTypes.TEXT,
      durationDays: DataTypes.BIGINT,
      startAt: { ...instantColumn('startAt'), allowNull: true },
      endAt: { ...instantColumn('endAt'), allowNull: true },
      termsVersion: DataTypes.TEXT,
      paidLate: { ...flagColumn('paidLate'), allowNull: false },
      createdAt: { ...instantColumn('createdAt'), allowNull: false },
      expiresAt: { ...instantColumn('expiresAt'), allowNull: false },
      paidAt: { ...instantColumn('paidAt'), allowNull: true },
      settledAt: { ...instantColumn('settledAt'), allowNull: true },
      closedAt: { ...instantColumn('closedAt'), allowNull: true },
    },
    { sequelize, tableName: 'orders', modelName: 'Order' },
  );

/** One attempt to pay an order at a gateway. Read here, written by conditional updates only. */
export class Payment extends Model<InferAttributes<Payment>, InferCreationAttributes<Payment>> {
  declare id: CreationOptional<number>;
  declare orderNo: string;
  declare attempt: number;
  declare provider: PaymentProvider;
  declare paymentMethod: PaymentMethod;
  declare outTradeNo: string;
  declare providerTradeNo: string | null;
  declare amountFen: number;
  declare state: PaymentState;
  declare qrContent: string | null;
  declare createdAt: Date;
  declare expiresAt: Date;
  declare paidAt: Date | null;
}

/** The table `payments`. */
export const definePayment: ModelDefinition<Payment> = (sequelize) =>
  class extends Payment {}.init(
    {
      id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
      orderNo: { type: DataTypes.TEXT, allowNull: false },
      attempt: { type: DataTypes.BIGINT, allowNull: false },
      provider: { type: DataTypes.TEXT, allowNull: false },
      paymentMethod: { type: DataTypes.TEXT, allowNull: false },
      outTradeNo: { type: DataTypes.TEXT, allowNull: false },
      providerTradeNo: DataTypes.TEXT,
      amountFen: { type: DataTypes.BIGINT, allowNull: false },
      state: { type: DataTypes.TEXT, allowNull: false },
      qrContent: DataTypes.TEXT,
      createdAt: { ...instantColumn('createdAt'), allowNull: false },
      expiresAt: { ...instantColumn('expiresAt'), allowNull: false },
      paidAt: { ...instantColumn('paidAt'), allowNull: true },
    },
    { sequelize, tableName: 'payments', modelName: 'Payment' },
  );
