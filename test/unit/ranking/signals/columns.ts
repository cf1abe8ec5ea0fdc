import type { LabelColumn } from '#src/domain/facet';
import { fieldValues, numberOf } from '#src/domain/field-value';
import type { Item } from '#src/domain/item';
import type { CandidateFeatures } from '#src/ports/features';

/** Labels and numbers of items as a store would give them; row i is item i. */
export function columnsOf(items: readonly Partial<Item>[]): CandidateFeatures {
  const whole = items.map(
    (item, row): Item => ({ id: `i${row}`, title: '', kind: 'product', attributes: {}, ...item }),
  );
  const values = whole.map((item) => fieldValues(item));
  const labels = (field: string): LabelColumn => {
    const own = values.map((all) => all.flatMap((one) => (one.field === field ? [one.text] : [])));
    const dictionary = [...new Set(own.flat())];
    const offsets = Uint32Array.from({ length: own.length + 1 }, (_, row) => own.slice(0, row).flat().length);
    return { dictionary, offsets, codes: Uint32Array.from(own.flat(), (text) => dictionary.indexOf(text)) };
  };
  const numbers = (field: string) =>
    Float64Array.from(values, (all) => {
      const found = all.find((one) => one.field === field && !Number.isNaN(numberOf(field, one.text)));
      return found ? numberOf(field, found.text) : Number.NaN;
    });
  const none = new Uint16Array();
  return {
    ids: whole.map(({ id }) => id),
    termCounts: none,
    fieldLengths: none,
    labels,
    numbers,
    titles: () => labels('title'),
  };
}
