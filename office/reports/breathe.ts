/** Lets waiting requests be answered between two pieces of a long reading. */
export const breathe = () => new Promise<void>((resolve) => setImmediate(resolve))
