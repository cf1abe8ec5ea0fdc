/** A token and the part of the text, in UTF-16 units, that gave it. Spans may overlap or be equal. */
export interface Token {
  readonly token: string;
  readonly start: number;
  readonly end: number;
}
