import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asVitrineError, ERRORS, VitrineError } from '#src/errors';

describe('errors', () => {
  it('are all in docs/errors.md, with their status, and nothing else is', () => {
    const rows = [...readFileSync('docs/errors.md', 'utf8').matchAll(/^\| `([a-z_]+)` \| (\d{3}) \| (yes|no) \|/gmu)];
    const documented = rows.map(([, code, status, retryable]) => [code, Number(status), retryable === 'yes']);
    expect(documented).toEqual(
      Object.entries(ERRORS).map(([code, { status, retryable }]) => [code, status, retryable]),
    );
  });

  it('recognises a full disk, whoever reports it', () => {
    expect(asVitrineError(new Error('SQLITE_FULL: database or disk is full')).code).toBe('storage_full');
    expect(asVitrineError(new Error('write failed: No space left on device (os error 28)')).status).toBe(507);
  });

  it('says in a line what a library says over many, with places in its source', () => {
    const lance =
      'lance error: LanceError(IO): No space left on device (os error 28), /usr/local/rust/commit.rs:1519:50\nCaused by:\n  0: the same';
    expect(asVitrineError(new Error(lance)).message).toBe(
      'No space is left on the disk. Free some and run the same command again: it resumes.',
    );
    const other = lance.replace('No space left on device', 'Odd thing');
    expect(asVitrineError(new Error(other)).message).toBe('lance error: LanceError(IO): Odd thing (os error 28)');
  });

  it('keeps known errors and hides nothing of unknown ones', () => {
    const known = new VitrineError('item_not_found', 'There is no item "a".');
    expect(asVitrineError(known)).toBe(known);
    expect(asVitrineError('odd')).toMatchObject({ code: 'internal', message: 'odd' });
  });
});
