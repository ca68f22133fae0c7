import { FRECUENCIAS_RESPALDO, type FrecuenciaRespaldo, type ModoDispositivo } from '../../../../contract/enums.ts'
import type { DispositivoDetail, DispositivoInput } from '../../../../contract/procedures/dispositivos.ts'

/** Ports of the RouterOS API. */
export const API_PORTS = { plain: 8728, tls: 8729 } as const

/** A device as its form has it; an empty password keeps the one there is. */
export interface DeviceValues {
  nombre: string
  host: string
  puerto: number
  tls: boolean
  usuario: string
  clave: string
  sitioId: string | null
  modo: ModoDispositivo
  etiquetas: string[]
  sondeoSegundos: number
  respaldo: FrecuenciaRespaldo
  notas: string
}

export const deviceValuesOf = (device: DispositivoDetail | null): DeviceValues => ({
  nombre: device?.nombre ?? '',
  host: device?.host ?? '',
  puerto: device?.puerto ?? API_PORTS.tls,
  tls: device?.tls ?? true,
  usuario: device?.usuario ?? '',
  clave: '',
  sitioId: device?.sitio?.id ?? null,
  modo: device?.modo ?? 'observar',
  etiquetas: device?.etiquetas ?? [],
  sondeoSegundos: device?.sondeoSegundos ?? 60,
  respaldo: device?.respaldo ?? FRECUENCIAS_RESPALDO[0],
  notas: device?.notas ?? '',
})

/** How it is reached, as the office is asked to check it or told to keep it. */
export const accessOf = ({ host, puerto, tls, usuario, clave }: DeviceValues, huellaTls: string | null) => ({
  host: host.trim(),
  puerto,
  tls,
  huellaTls: tls ? huellaTls : null,
  usuario: usuario.trim(),
  ...(clave === '' ? {} : { clave }),
})

/** Names a way to reach a device: another one has to be checked anew. */
export const accessKey = ({ host, puerto, tls, usuario, clave }: DeviceValues): string =>
  JSON.stringify([host.trim(), puerto, tls, usuario.trim(), clave])

export const inputOf = (values: DeviceValues, huellaTls: string | null): DispositivoInput => {
  const { nombre, sitioId, modo, etiquetas, sondeoSegundos, respaldo, notas } = values
  return {
    ...accessOf(values, huellaTls),
    nombre: nombre.trim(),
    sitioId,
    modo,
    etiquetas,
    sondeoSegundos,
    respaldo,
    notas: notas.trim(),
  }
}
