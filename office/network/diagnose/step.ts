import type { Hallazgo, PasoDiagnosticado, ResultadoPaso } from '../../../contract/procedures/diagnostico.ts'

export type Step = Extract<PasoDiagnosticado, { tipo: 'paso' }>

/** What a step found, with its figures. */
export const step = (resultado: ResultadoPaso, hallazgo: Hallazgo, datos: Step['datos'] = {}): Step => ({
  tipo: 'paso',
  resultado,
  ...hallazgo,
  datos,
})
