/** What was opened, closed in the reverse order, also when starting stops half-way. */
export class Closers {
  private readonly closers: (() => Promise<void>)[] = [];

  add(close: () => Promise<void>): void {
    this.closers.push(close);
  }

  /** Closes everything, and throws the first failure only then. May be called again. */
  async closeAll(): Promise<void> {
    const failures: unknown[] = [];
    for (const close of this.closers.splice(0).reverse()) {
      await close().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }
}

/** Starts something made of parts; what was opened is closed again when starting stops half-way. */
export async function opening<T>(start: (opened: Closers) => Promise<T>): Promise<T> {
  const opened = new Closers();
  try {
    return await start(opened);
  } catch (error) {
    await opened.closeAll();
    throw error;
  }
}
