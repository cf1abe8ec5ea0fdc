import { createDictionary } from './dictionary.ts';
import type { CfModel, ModelFacts } from './model.ts';
import type { Neighbours } from './neighbours.ts';
import { decodeSections, encodeSections, type Sections } from './sections.ts';
import type { SparseMatrix } from './sparse.ts';

/** Changes when a file of before cannot be read any more. */
const MODEL_FORMAT = 1;

/** The model as bytes, which `decodeModel` reads without copying its arrays. */
export function encodeModel(model: CfModel): Uint8Array {
  const { about, users, items, factors, content } = model;
  const arrays: Record<string, Sections[string] | undefined> = {
    users: jsonBytes(users.ids),
    items: jsonBytes(items.ids),
    popularity: model.popularity,
    trending: model.trending,
    categories: model.categories,
    'factors.users': factors?.users,
    'factors.items': factors?.items,
    ...neighbourArrays('neighbours', model.neighbours),
    ...neighbourArrays('together', model.together),
    ...neighbourArrays('ease', model.ease),
    'content.offsets': content?.offsets,
    'content.indices': content?.indices,
    'content.values': content?.values,
  };
  const sections = Object.fromEntries(
    Object.entries(arrays).flatMap(([name, array]) => (array ? [[name, array] as const] : [])),
  );
  const header = { format: MODEL_FORMAT, about, factors: factors?.factors, terms: content?.columns };
  return encodeSections(header, sections);
}

/** Throws `data_folder_damaged` for bytes that are no whole model, `generation_incompatible` for another format. */
export function decodeModel(bytes: Uint8Array): CfModel {
  const { header, sections } = decodeSections(bytes, MODEL_FORMAT);
  // Written by `encodeModel` and guarded by the checksum.
  const { about, factors, terms } = header as { about: ModelFacts; factors?: number; terms?: number };
  const items = createDictionary(idsOf(sections.items));
  return {
    about,
    users: createDictionary(idsOf(sections.users)),
    items,
    factors:
      factors === undefined
        ? undefined
        : { factors, users: floats(sections['factors.users']), items: floats(sections['factors.items']) },
    neighbours: neighboursFrom(sections, 'neighbours'),
    together: neighboursFrom(sections, 'together'),
    ease: neighboursFrom(sections, 'ease'),
    popularity: sections.popularity as Float64Array,
    trending: sections.trending as Float64Array,
    categories: sections.categories as Int32Array,
    content: terms === undefined ? undefined : contentFrom(sections, items.ids.length, terms),
  };
}

function neighbourArrays(
  name: string,
  neighbours: Neighbours | undefined,
): Record<string, Sections[string] | undefined> {
  return {
    [`${name}.offsets`]: neighbours?.offsets,
    [`${name}.items`]: neighbours?.items,
    [`${name}.similarities`]: neighbours?.similarities,
  };
}

function neighboursFrom(sections: Sections, name: string): Neighbours | undefined {
  const offsets = sections[`${name}.offsets`];
  if (offsets === undefined) return undefined;
  return {
    offsets: offsets as Uint32Array,
    items: sections[`${name}.items`] as Uint32Array,
    similarities: floats(sections[`${name}.similarities`]),
  };
}

function contentFrom(sections: Sections, rows: number, columns: number): SparseMatrix {
  return {
    rows,
    columns,
    offsets: sections['content.offsets'] as Uint32Array,
    indices: sections['content.indices'] as Uint32Array,
    values: floats(sections['content.values']),
  };
}

function floats(section: Sections[string] | undefined): Float32Array {
  return (section ?? new Float32Array(0)) as Float32Array;
}

function jsonBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

function idsOf(section: Sections[string] | undefined): string[] {
  return section === undefined ? [] : (JSON.parse(new TextDecoder().decode(section)) as string[]);
}
