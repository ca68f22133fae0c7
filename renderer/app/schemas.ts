/** Loads a module that makes zod schemas, or imports one that does: after zod was set up for the content policy. */
export async function withSchemas<Module>(load: () => Promise<Module>): Promise<Module> {
  await import('./zod.ts')
  return load()
}
