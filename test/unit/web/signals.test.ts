import { describe, expect, it } from 'vitest';
import { SIGNAL_NAMES } from '#src/ranking/signals/list';
import { signalLabel } from '../../../web/src/signals.ts';

describe('signalLabel', () => {
  it.each([...SIGNAL_NAMES, 'picture'])('has words of its own for %s', (signal) => {
    expect(signalLabel(signal)).toMatch(/^[A-Z][a-z]+(?: [a-z]+)*$/u);
    expect(signalLabel(signal)).not.toBe(signalLabel('unheard-of'));
  });
  it('shows no name that it does not know', () => {
    expect([signalLabel('unheard-of'), signalLabel('constructor')]).toEqual(['Something else', 'Something else']);
  });
});
