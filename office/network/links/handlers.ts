import { guarded } from '../../kernel/procedures.ts'

const { vinculos } = guarded

const desk = () => import('./desk.ts')

export const vinculosHandlers = {
  read: vinculos.read.handler(async ({ context, input }) => (await desk()).startReading(context, input.dispositivoId)),
  get: vinculos.get.handler(async ({ context, input }) => (await desk()).readView(context, input.id)),
  rows: vinculos.rows.handler(async ({ context, input }) => (await desk()).readRows(context, input)),
  choose: vinculos.choose.handler(async ({ context, input }) => (await desk()).chooseServicio(context, input)),
  reconsider: vinculos.reconsider.handler(async ({ context, input }) => (await desk()).reconsider(context, input)),
  preview: vinculos.preview.handler(async ({ context, input }) => (await desk()).previewLinks(context, input)),
  apply: vinculos.apply.handler(async ({ context, input }) => (await desk()).applyLinks(context, input)),
}
