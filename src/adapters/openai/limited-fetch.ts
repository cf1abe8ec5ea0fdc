import { LanguageModelError } from '#src/ports/language-model';

/** No answer that is asked for comes near this. Bytes. */
const LARGEST_REPLY = 500_000;

/** `fetch` whose answers end with an error when they get too large, however they arrive. */
export function limitedFetch(given: typeof fetch, largest = LARGEST_REPLY): typeof fetch {
  return async (input, init) => {
    const response = await given(input, init);
    if (!response.body) return response;
    let bytes = 0;
    const limit = new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        bytes += chunk.byteLength;
        if (bytes > largest) controller.error(new LanguageModelError('invalid', 'answered far too much'));
        else controller.enqueue(chunk);
      },
    });
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(limit), { status, statusText, headers });
  };
}
