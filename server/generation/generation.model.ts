import {
  DataTypes,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type ModelStatic,
  type Sequelize,
} from 'sequelize';
import type {
  GenerationFailureReason,
  GenerationKind,
  GenerationOptions,
  GenerationStatus,
} from '../../shared/contracts/generation.ts';
import { flagColumn, instantColumn, jsonColumn } from '../database/columns.ts';

/** A generation: the columns that reads and cooler writes need. */
export class GenerationModel extends Model<
  InferAttributes<GenerationModel>,
  InferCreationAttributes<GenerationModel>
> {
  declare userId: string;
  declare id: string;
  declare kind: GenerationKind;
  declare prompt: string;
  declare options: GenerationOptions;
  declare count: number;
  declare model: string;
  declare status: GenerationStatus;
  declare coveredByMembership: boolean;
  declare costCredits: number;
  declare settledCredits: number;
  /** Per mille. */
  declare progress: number;
  declare truncated: boolean;
  declare errorReason: GenerationFailureReason | null;
  declare createdAt: Date;
  declare startedAt: Date | null;
  declare finishedAt: Date | null;
  /** Set once its creator has deleted it: prompt and outputs are gone, the receipt stays. */
  declare deletedAt: Date | null;
}

/** Declares {@link GenerationModel}. */
export function defineGeneration(sequelize: Sequelize): ModelStatic<GenerationModel> {
  return sequelize.define<GenerationModel>(
    'Generation',
    {
      userId: { type: DataTypes.UUID, primaryKey: true },
      id: { type: DataTypes.UUID, primaryKey: true },
      kind: DataTypes.TEXT,
      prompt: DataTypes.TEXT,
      options: { ...jsonColumn('options') },
      count: DataTypes.BIGINT,
      model: DataTypes.TEXT,
      status: DataTypes.TEXT,
      coveredByMembership: { ...flagColumn('coveredByMembership') },
      costCredits: DataTypes.BIGINT,
      settledCredits: DataTypes.BIGINT,
      progress: DataTypes.BIGINT,
      truncated: { ...flagColumn('truncated') },
      errorReason: DataTypes.TEXT,
      createdAt: { ...instantColumn('createdAt') },
      startedAt: { ...instantColumn('startedAt') },
      finishedAt: { ...instantColumn('finishedAt') },
      deletedAt: { ...instantColumn('deletedAt') },
    },
    { tableName: 'generations' },
  );
}

/** One thing a generation delivered: a text, or an image in a file. */
export class GenerationOutputModel extends Model<
  InferAttributes<GenerationOutputModel>,
  InferCreationAttributes<GenerationOutputModel>
> {
  declare userId: string;
  declare generationId: string;
  declare outputIndex: number;
  declare mimeType: string;
  declare width: number | null;
  declare height: number | null;
  declare text: string | null;
  /** Where the file is kept; null for a text. */
  declare fileKey: string | null;
  declare sizeBytes: number;
  declare createdAt: Date;
}

/** Declares {@link GenerationOutputModel}. */
export function defineGenerationOutput(sequelize: Sequelize): ModelStatic<GenerationOutputModel> {
  return sequelize.define<GenerationOutputModel>(
    'GenerationOutput',
    {
      userId: { type: DataTypes.UUID, primaryKey: true },
      generationId: { type: DataTypes.UUID, primaryKey: true },
      outputIndex: { type: DataTypes.BIGINT, primaryKey: true },
      mimeType: DataTypes.TEXT,
      width: DataTypes.BIGINT,
      height: DataTypes.BIGINT,
      text: DataTypes.TEXT,
      fileKey: DataTypes.TEXT,
      sizeBytes: DataTypes.BIGINT,
      createdAt: { ...instantColumn('createdAt') },
    },
    { tableName: 'generation_outputs' },
  );
}
