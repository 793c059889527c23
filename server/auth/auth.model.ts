import {
  DataTypes,
  Model,
  type CreationOptional,
  type InferAttributes,
  type InferCreationAttributes,
} from 'sequelize';
import { flagColumn, instantColumn } from '../database/columns.ts';
import type { ModelDefinition } from '../database/database.ts';

/** A person with an account; what is left of it once deleted is the id, which orders and ledger rows refer to. */
export class User extends Model<InferAttributes<User>, InferCreationAttributes<User>> {
  declare id: string;
  /** In its folded form; null once deleted. */
  declare username: string | null;
  declare email: string | null;
  declare emailVerifiedAt: Date | null;
  /** Null when the account cannot sign in by password. */
  declare passwordHash: string | null;
  declare termsVersion: string | null;
  /** The profile that the desktop app made for whoever uses this computer; at most one in a database. */
  declare isLocal: CreationOptional<boolean>;
  declare createdAt: Date;
  declare deletedAt: Date | null;
}

/** The table `users`. */
export const defineUser: ModelDefinition<User> = (sequelize) =>
  sequelize.define<User>(
    'User',
    {
      id: { type: DataTypes.UUID, primaryKey: true },
      username: { type: DataTypes.TEXT },
      email: { type: DataTypes.TEXT },
      emailVerifiedAt: { ...instantColumn('emailVerifiedAt') },
      passwordHash: { type: DataTypes.TEXT },
      termsVersion: { type: DataTypes.TEXT },
      isLocal: { ...flagColumn('isLocal'), allowNull: false, defaultValue: false },
      createdAt: { ...instantColumn('createdAt'), allowNull: false },
      deletedAt: { ...instantColumn('deletedAt') },
    },
    { tableName: 'users' },
  );

/** Somebody signed in somewhere; ends when it is revoked, or idle for too long. */
export class Session extends Model<InferAttributes<Session>, InferCreationAttributes<Session>> {
  declare id: string;
  declare userId: string;
  declare tokenSha256: string;
  declare transport: 'COOKIE' | 'BEARER';
  declare userAgent: string | null;
  declare createdAt: Date;
  declare lastSeenAt: Date;
  declare expiresAt: Date;
}

/** The table `sessions`. */
export const defineSession: ModelDefinition<Session> = (sequelize) =>
  sequelize.define<Session>(
    'Session',
    {
      id: { type: DataTypes.UUID, primaryKey: true },
      userId: { type: DataTypes.UUID, allowNull: false },
      tokenSha256: { type: DataTypes.TEXT, allowNull: false, field: 'token_sha256' },
      transport: { type: DataTypes.TEXT, allowNull: false },
      userAgent: { type: DataTypes.TEXT },
      createdAt: { ...instantColumn('createdAt'), allowNull: false },
      lastSeenAt: { ...instantColumn('lastSeenAt'), allowNull: false },
      expiresAt: { ...instantColumn('expiresAt'), allowNull: false },
    },
    { tableName: 'sessions' },
  );
