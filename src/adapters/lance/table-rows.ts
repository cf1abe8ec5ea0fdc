import type { Data, Schema, Table } from 'apache-arrow';
import type { IndexDocument } from '#src/domain/document';
import type { GenerationManifest } from '#src/domain/generation';
import type { Space, Vectors } from '#src/domain/space';
import * as data from './arrow-data.ts';
import { arrow } from './arrow-module.ts';

/*
 * The two tables of a generation: what was embedded of the items and what tells that, and nothing of what changes
 * without it. `v0`, `v1` … are the spaces of the manifest, each in one of the tables only.
 */

export type TableName = 'items' | 'pictures';

export const vectorColumn = (spaces: readonly Space[], space: string): string =>
  `v${spaces.findIndex(({ name }) => name === space)}`;
export const tableOf = (space: Space): TableName => (space.holds === 'text' ? 'items' : 'pictures');

export function tableSchema(name: TableName, { spaces }: GenerationManifest): Schema {
  const own =
    name === 'items'
      ? ([['hashes', data.textListType]] as const)
      : ([
          ['number', data.integerType],
          ['hash', data.textType],
        ] as const);
  return new arrow.Schema([
    new arrow.Field('id', data.textType, false),
    ...own.map(([column, type]) => new arrow.Field(column, type, false)),
    ...spaces
      .filter((space) => tableOf(space) === name)
      .map((space) => new arrow.Field(vectorColumn(spaces, space.name), data.vectorType(space.dimensions), true)),
  ]);
}

/** One row for each document. `hashes` has the hash of the text, then `number hash` of each picture. */
export function itemRows(documents: readonly IndexDocument[], manifest: GenerationManifest): Table {
  const hashes = documents.map(({ textHash, pictures }) => [
    textHash,
    ...pictures.map(({ number, hash }) => `${number} ${hash}`),
  ]);
  return rowsOf(
    'items',
    manifest,
    documents,
    documents.map(({ vectors }) => vectors),
    [data.textListData(hashes)],
  );
}

/** One row for each picture. */
export function pictureRows(documents: readonly IndexDocument[], manifest: GenerationManifest): Table {
  const pictures = documents.flatMap((document) => document.pictures.map((picture) => ({ document, picture })));
  return rowsOf(
    'pictures',
    manifest,
    pictures.map(({ document }) => document),
    pictures.map(({ picture }) => picture.vectors),
    [
      data.integerData(pictures.map(({ picture }) => picture.number)),
      data.textData(pictures.map(({ picture }) => picture.hash)),
    ],
  );
}

function rowsOf(
  name: TableName,
  manifest: GenerationManifest,
  documents: readonly IndexDocument[],
  vectors: readonly Vectors[],
  own: readonly Data[],
): Table {
  const { spaces } = manifest;
  const schema = tableSchema(name, manifest);
  const children: Data[] = [
    data.textData(documents.map(({ id }) => id)),
    ...own,
    ...spaces
      .filter((space) => tableOf(space) === name)
      .map((space) =>
        data.vectorData(
          vectors.map((each) => each[space.name]),
          space.dimensions,
        ),
      ),
  ];
  const rows = arrow.makeData({
    type: new arrow.Struct(schema.fields),
    length: documents.length,
    nullCount: 0,
    children,
  });
  return new arrow.Table(schema, [new arrow.RecordBatch(schema, rows)]);
}
