const ATTEMPTS = 8;

/** Repeats what Lance gave up only because another commit came first; everything else is thrown at once. */
export async function withRetry<Result>(action: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await action();
    } catch (error) {
      if (attempt === ATTEMPTS || !/commit conflict/iu.test(String(error))) throw error;
    }
  }
}
