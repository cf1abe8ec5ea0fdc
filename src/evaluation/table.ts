/** A table of texts, as reports have them: the first column is set to the left, all others to the right. */
export interface TextTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Aligned by blanks, for a terminal. */
export function plainTable({ head, rows }: TextTable): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => [...(row[column] ?? '')].length)));
  const pad = (cell: string, column: number): string => {
    const blanks = ' '.repeat(widths[column] - [...cell].length);
    return column === 0 ? cell + blanks : blanks + cell;
  };
  return [head, ...rows].map((row) => `${row.map(pad).join('  ').trimEnd()}\n`).join('');
}

export function markdownTable({ head, rows }: TextTable): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'));
  return [head, rule, ...rows].map(line).join('');
}

export function htmlTable({ head, rows }: TextTable): string {
  const cells = (row: readonly string[], tag: string): string =>
    `<tr>${row.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>\n`;
  return `<table>\n<thead>${cells(head, 'th')}</thead>\n<tbody>\n${rows.map((row) => cells(row, 'td')).join('')}</tbody>\n</table>\n`;
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
