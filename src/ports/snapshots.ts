/**
 * Lists that pages are replayed from, by `queryId`, for a short while. What is stored is plain JSON-like data.
 * An unknown or expired id gives undefined.
 */
export interface Snapshots<Value> {
  save(queryId: string, value: Value): Promise<void>;
  load(queryId: string): Promise<Value | undefined>;
}
