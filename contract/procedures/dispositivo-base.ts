/**
 * Why a device does not answer, or refuses. The screen says each in plain words, with what to do.
 * `rechazado`: it is there, its API is not (off, another port, closed to this PC). `tls_cambiado`: another certificate than the
 * trusted one. `tls_sin_cifrado`: api-ssl without a certificate. `cortado`: the connection ended in the middle. `sin_clave`: no password
 * was given; `clave_ilegible`: the one kept cannot be opened on this PC.
 */
export const FALLAS_DISPOSITIVO = [
  'inalcanzable',
  'rechazado',
  'sin_respuesta',
  'tls_cambiado',
  'tls_sin_cifrado',
  'tls_viejo',
  'tls_no_habla',
  'credenciales',
  'permisos',
  'sin_comando',
  'no_existe',
  'valor',
  'no_es_api',
  'cortado',
  'demasiado',
  'sin_clave',
  'clave_ilegible',
  'error',
] as const
export type FallaDispositivo = (typeof FALLAS_DISPOSITIVO)[number]

/**
 * What a device measures. `cpu`, `memoria`, `disco`: percent used; `sesiones`: PPP sessions open; `bajada`, `subida`: bits/s towards and
 * from the clients, at the interface of the default route; `temperatura` °C; `voltaje` V; `uptime` s. Of UISP: `estaciones`, `senal` dBm.
 */
export const SERIES_METRICA = [
  'cpu',
  'memoria',
  'disco',
  'sesiones',
  'bajada',
  'subida',
  'temperatura',
  'voltaje',
  'uptime',
  'estaciones',
  'senal',
] as const
export type SerieMetrica = (typeof SERIES_METRICA)[number]
/** As last measured; what a device does not tell is absent. */
export type Metricas = Partial<Record<SerieMetrica, number>>
