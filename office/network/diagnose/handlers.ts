import type { PasoDiagnosticado } from '../../../contract/procedures/diagnostico.ts'
import { guarded, type HandlerContext, whileEntered } from '../../kernel/procedures.ts'

const { diagnostico } = guarded

async function* run({ office, actor }: HandlerContext, servicioId: string): AsyncGenerator<PasoDiagnosticado> {
  // Loaded when it is first asked for: the start of the office does not wait for it.
  const { diagnose } = await import('./run.ts')
  yield* diagnose(office, actor.tenantId, servicioId)
}

export const diagnosticoHandlers = {
  run: diagnostico.run.handler(({ context, input }) => whileEntered(context, run(context, input.servicioId))),
}
