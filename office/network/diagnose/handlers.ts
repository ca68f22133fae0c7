import { guarded } from '../../kernel/procedures.ts'

const { diagnostico } = guarded

export const diagnosticoHandlers = {
  run: diagnostico.run.handler(async function* ({ context: { office, actor }, input }) {
    // Loaded when it is first asked for: the start of the office does not wait for it.
    const { diagnose } = await import('./run.ts')
    yield* diagnose(office, actor.tenantId, input.servicioId)
  }),
}
