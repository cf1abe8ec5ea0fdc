/** Fields in which a text stays what it is, whatever it looks like. */
const PROSE: ReadonlySet<string> = new Set(['id', 'title', 'description']);
/** Attributes that are lists by their name; in others a bar may mean anything. */
const LISTS = /^(?:tags?|colou?rs?)$/iu;
const JSON_LIST = /^\s*\[\s*["\]]/u;

/** What a cell of a table says: a list where it is a JSON array of texts, or has bars under the name of a list. */
export function readCell(name: string, cell: unknown): unknown {
  if (typeof cell !== 'string' || PROSE.has(name)) return cell;
  if (JSON_LIST.test(cell)) return jsonTexts(cell) ?? cell;
  return LISTS.test(name) && cell.includes('|') ? cell.split('|').map((part) => part.trim()) : cell;
}

function jsonTexts(text: string): readonly string[] | undefined {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((entry) => typeof entry === 'string') ? list : undefined;
  } catch {
    return undefined;
  }
}
