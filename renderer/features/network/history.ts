import type { Historia } from '../../../contract/procedures/dispositivo-vivo.ts'
import type { SerieMetrica } from '../../../contract/procedures/dispositivo-base.ts'
import type { ChartPoint } from '../../components/timeChart.ts'

/** A series of a device's history as a chart draws it; empty when the device does not measure it. */
export const pointsOf = ({ series }: Historia, serie: SerieMetrica): ChartPoint[] =>
  (series.find((one) => one.serie === serie)?.puntos ?? []).map(({ t, media, min, max }) => ({
    at: t,
    value: media,
    min,
    max,
  }))
