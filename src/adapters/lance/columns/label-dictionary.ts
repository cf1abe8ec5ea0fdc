import { type FieldValue, labelKey } from '#src/domain/field-value';
import { withRoom } from './growable.ts';

/** All different values of all fields, each with a code. */
export interface LabelDictionary {
  readonly keys: string[];
  readonly codes: Map<string, number>;
  /** As first seen. */
  readonly texts: string[];
  /** Code of the field, by label. */
  fields: Uint32Array;
  /** The value as a number, by label; NaN for words. */
  numbers: Float64Array;
  /** Items that have the value, by label. */
  items: Uint32Array;
  readonly fieldNames: string[];
  readonly fieldCodes: Map<string, number>;
  /** Items that have the field, by field. */
  fieldItems: Uint32Array;
  /** Items that have several numbers in the field, by field. */
  severalNumbers: Uint32Array;
}

export function createLabelDictionary(): LabelDictionary {
  return {
    keys: [],
    codes: new Map(),
    texts: [],
    fields: new Uint32Array(0),
    numbers: new Float64Array(0),
    items: new Uint32Array(0),
    fieldNames: [],
    fieldCodes: new Map(),
    fieldItems: new Uint32Array(0),
    severalNumbers: new Uint32Array(0),
  };
}

/** The codes of an item's values, in their order, each once. */
export function encodeValues(dictionary: LabelDictionary, values: readonly FieldValue[]): number[] {
  return [...new Set(values.map((value) => labelCode(dictionary, value)))];
}

function labelCode(dictionary: LabelDictionary, { field, text, number }: FieldValue): number {
  const key = labelKey(field, text);
  return dictionary.codes.get(key) ?? addLabel(dictionary, key, field, text, number ?? Number.NaN);
}

export function addLabel(
  dictionary: LabelDictionary,
  key: string,
  field: string,
  text: string,
  number: number,
): number {
  const code = dictionary.keys.push(key) - 1;
  dictionary.codes.set(key, code);
  dictionary.texts.push(text);
  dictionary.fields = withRoom(dictionary.fields, code + 1);
  dictionary.numbers = withRoom(dictionary.numbers, code + 1);
  dictionary.items = withRoom(dictionary.items, code + 1);
  dictionary.fields[code] = fieldCode(dictionary, field);
  dictionary.numbers[code] = number;
  return code;
}

function fieldCode(dictionary: LabelDictionary, field: string): number {
  const known = dictionary.fieldCodes.get(field);
  if (known !== undefined) return known;
  const code = dictionary.fieldNames.push(field) - 1;
  dictionary.fieldCodes.set(field, code);
  dictionary.fieldItems = withRoom(dictionary.fieldItems, code + 1);
  dictionary.severalNumbers = withRoom(dictionary.severalNumbers, code + 1);
  return code;
}

/** Counts an item's labels in (`by` = 1) or out (-1). */
export function countLabels(dictionary: LabelDictionary, labels: ArrayLike<number>, by: 1 | -1): void {
  const numbersByField = new Map<number, number>();
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    const field = dictionary.fields[label]!;
    dictionary.items[label]! += by;
    const isNumber = Number.isNaN(dictionary.numbers[label]) ? 0 : 1;
    numbersByField.set(field, (numbersByField.get(field) ?? 0) + isNumber);
  }
  for (const [field, numbers] of numbersByField) {
    dictionary.fieldItems[field]! += by;
    if (numbers > 1) dictionary.severalNumbers[field]! += by;
  }
}
