import { loadScreenTexts } from './i18n.ts'

/**
 * Loads what is behind the door, with all that its screens stand on and the start does without: every text, and zod set up
 * for the content policy before anything makes a schema.
 */
export async function behindTheDoor<Module>(load: () => Promise<Module>): Promise<Module> {
  await Promise.all([import('./zod.ts'), loadScreenTexts()])
  return load()
}
