import type { WorldPorts } from './index-world.ts';

/** Whether the failing call does its work before it fails: then its answer is lost, as when a process dies. */
export type FailMode = 'before' | 'after';

export interface Failing {
  readonly ports: (ports: WorldPorts) => WorldPorts;
  /** Whether there were enough calls for one to fail. */
  readonly failed: () => boolean;
}

/** Ports whose `nth` call (from 1, over all of them) fails, and with `dead` every call after it too. */
export function failCall(nth: number, mode: FailMode, dead: boolean): Failing {
  let calls = 0;
  const wrap = <Part extends object>(part: Part, name: string): Part =>
    new Proxy(part, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key);
        if (value instanceof Map)
          return new Map([...value].map(([k, v]) => [k, wrap(v as object, `${name}.${String(key)}`)]));
        if (typeof value === 'object' && value !== null && PARTS.has(String(key))) return wrap(value, String(key));
        if (typeof value !== 'function' || FREE.has(String(key))) return value;
        return async (...args: unknown[]) => {
          const call = ++calls;
          const fails = call === nth || (dead && call > nth);
          if (fails && (mode === 'before' || call > nth)) throw new Error(`call ${call} fails: ${name}.${String(key)}`);
          const result: unknown = await value.apply(target, args);
          if (fails) throw new Error(`the answer of call ${call} is lost: ${name}.${String(key)}`);
          return OPENING.has(String(key)) ? wrap(result as object, 'generation') : result;
        };
      },
    });
  return {
    ports: ({ state, store, encoders, files }) => ({
      state: wrap(state, 'state'),
      store: wrap(store, 'store'),
      encoders: wrap(encoders, 'encoders'),
      files: wrap(files, 'files'),
    }),
    failed: () => calls >= nth,
  };
}

/** Objects inside of ports that are ports themselves. */
const PARTS = new Set(['records', 'generations', 'features', 'image']);
/** Calls that touch nothing, or end things anyway. */
const FREE = new Set(['resolve', 'close']);
/** Calls of a store that answer with a generation. */
const OPENING = new Set(['create', 'open']);
