/** Lines of UTF-8 bytes that are not blank, with their number from 1. */
export async function* lines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<{ line: string; number: number }> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  let number = 0;
  for await (const chunk of chunks) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) {
      number++;
      if (line.trim() !== '') yield { line, number };
    }
  }
  rest += decoder.decode();
  if (rest.trim() !== '') yield { line: rest, number: number + 1 };
}
