import { v7 } from 'uuid'

/** UUIDv7: grows with time, so that rows of one table are written next to each other. */
export const newId = (): string => v7()
