import { Badge } from '@mantine/core'
import {
  type Icon,
  IconAdjustments,
  IconAlertTriangle,
  IconBan,
  IconCheck,
  IconCircleCheck,
  IconCircleHalf2,
  IconCircleX,
  IconClock,
  IconEye,
  IconHeartBroken,
  IconLoader,
  IconLock,
  IconLockOpen,
  IconMinus,
  IconPlayerPause,
  IconPlugConnectedX,
  IconQuestionMark,
  IconUserOff,
  IconUserQuestion,
  IconWalk,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type {
  EstadoAprobacion,
  EstadoConciliacion,
  EstadoCorrida,
  EstadoCorridaCorte,
  EstadoDispositivo,
  EstadoExtractoLinea,
  EstadoFactura,
  EstadoPromesa,
  EstadoRuta,
  EstadoServicio,
  EstadoServicioCliente,
  EstadoSesionCaja,
  EstadoTrabajoRed,
  EstadoUsuario,
  EstadoVisita,
  ModoDispositivo,
  MotivoSuspension,
} from '../../contract/enums.ts'
import type { ResultadoCorte } from '../../contract/procedures/cortes.ts'
import styles from './components.module.css'

type Look = [icon: Icon, color: string]

/** What became of a row of a run of cuts. */
export const RESULTADOS_CORTE_LOOKS = {
  verificado: [IconPlugConnectedX, 'orange'],
  por_verificar: [IconClock, 'blue'],
  fallido: [IconAlertTriangle, 'red'],
  observado: [IconEye, 'gray'],
  a_medias: [IconCircleHalf2, 'orange'],
  sin_enviar: [IconBan, 'gray'],
  sin_dato: [IconQuestionMark, 'gray'],
  dejado: [IconMinus, 'gray'],
  en_espera: [IconClock, 'blue'],
  no_hecho: [IconCircleX, 'gray'],
} satisfies Record<ResultadoCorte, Look>

const LOOKS = {
  servicio: {
    activo: [IconCircleCheck, 'green'],
    suspendido: [IconPlayerPause, 'orange'],
    baja: [IconCircleX, 'gray'],
  } satisfies Record<EstadoServicio | EstadoServicioCliente, Look>,
  motivo: {
    deuda: [IconPlugConnectedX, 'orange'],
    pausa: [IconPlayerPause, 'blue'],
  } satisfies Record<MotivoSuspension, Look>,
  factura: {
    pendiente: [IconClock, 'blue'],
    pagada: [IconCheck, 'green'],
    vencida: [IconAlertTriangle, 'red'],
    /** All of it taken back by credit notes. */
    anulada: [IconBan, 'gray'],
  } satisfies Record<EstadoFactura | 'anulada', Look>,
  promesa: {
    abierta: [IconClock, 'blue'],
    cumplida: [IconCheck, 'green'],
    rota: [IconHeartBroken, 'red'],
    cancelada: [IconCircleX, 'gray'],
  } satisfies Record<EstadoPromesa, Look>,
  conciliacion: {
    no_aplica: [IconMinus, 'gray'],
    pendiente: [IconClock, 'blue'],
    conciliado: [IconCheck, 'green'],
    rechazado: [IconCircleX, 'red'],
  } satisfies Record<EstadoConciliacion, Look>,
  linea: {
    pendiente: [IconClock, 'blue'],
    parcial: [IconCircleHalf2, 'orange'],
    conciliada: [IconCheck, 'green'],
    ignorada: [IconMinus, 'gray'],
  } satisfies Record<EstadoExtractoLinea, Look>,
  corrida: {
    por_confirmar: [IconClock, 'orange'],
    emitiendo: [IconLoader, 'blue'],
    pausada: [IconPlayerPause, 'orange'],
    terminada: [IconCircleCheck, 'green'],
    descartada: [IconCircleX, 'gray'],
  } satisfies Record<EstadoCorrida, Look>,
  usuario: {
    activo: [IconCircleCheck, 'green'],
    inactivo: [IconUserOff, 'gray'],
  } satisfies Record<EstadoUsuario, Look>,
  sesion: {
    abierta: [IconLockOpen, 'blue'],
    cerrada: [IconLock, 'gray'],
  } satisfies Record<EstadoSesionCaja, Look>,
  /** Of a difference in a drawer. */
  aprobacion: {
    no_requiere: [IconMinus, 'gray'],
    pendiente: [IconClock, 'orange'],
    aprobada: [IconCheck, 'green'],
  } satisfies Record<EstadoAprobacion, Look>,
  ruta: {
    abierta: [IconWalk, 'blue'],
    rendida: [IconCircleCheck, 'green'],
    anulada: [IconBan, 'gray'],
  } satisfies Record<EstadoRuta, Look>,
  visita: {
    pendiente: [IconClock, 'blue'],
    cobrada: [IconCheck, 'green'],
    no_pago: [IconCircleX, 'orange'],
    ausente: [IconUserQuestion, 'gray'],
  } satisfies Record<EstadoVisita, Look>,
  dispositivo: {
    desconocido: [IconQuestionMark, 'gray'],
    en_linea: [IconCircleCheck, 'green'],
    caido: [IconPlugConnectedX, 'red'],
  } satisfies Record<EstadoDispositivo, Look>,
  modo: {
    observar: [IconEye, 'gray'],
    gestionar: [IconAdjustments, 'blue'],
  } satisfies Record<ModoDispositivo, Look>,
  trabajoRed: {
    pendiente: [IconClock, 'blue'],
    aplicado: [IconLoader, 'blue'],
    verificado: [IconCircleCheck, 'green'],
    fallido: [IconAlertTriangle, 'red'],
    cancelado: [IconBan, 'gray'],
  } satisfies Record<EstadoTrabajoRed, Look>,
  corte: {
    por_confirmar: [IconClock, 'orange'],
    en_curso: [IconLoader, 'blue'],
    pausada: [IconPlayerPause, 'orange'],
    terminada: [IconCircleCheck, 'green'],
    detenida: [IconCircleX, 'red'],
    descartada: [IconCircleX, 'gray'],
    /** Gone through in the books, while a device does not say so yet. */
    por_verificar: [IconLoader, 'blue'],
  } satisfies Record<EstadoCorridaCorte | 'por_verificar', Look>,
  resultadoCorte: RESULTADOS_CORTE_LOOKS,
}

type Props =
  /** `motivo`: why a suspended service is so. */
  | { tipo: 'servicio'; estado: EstadoServicio | EstadoServicioCliente; motivo?: MotivoSuspension | null }
  | { tipo: 'factura'; estado: EstadoFactura | 'anulada' }
  | { tipo: 'promesa'; estado: EstadoPromesa }
  | { tipo: 'conciliacion'; estado: EstadoConciliacion }
  | { tipo: 'linea'; estado: EstadoExtractoLinea }
  | { tipo: 'corrida'; estado: EstadoCorrida }
  | { tipo: 'usuario'; estado: EstadoUsuario }
  | { tipo: 'sesion'; estado: EstadoSesionCaja }
  | { tipo: 'aprobacion'; estado: EstadoAprobacion }
  | { tipo: 'ruta'; estado: EstadoRuta }
  | { tipo: 'visita'; estado: EstadoVisita }
  | { tipo: 'dispositivo'; estado: EstadoDispositivo }
  | { tipo: 'modo'; estado: ModoDispositivo }
  | { tipo: 'trabajoRed'; estado: EstadoTrabajoRed }
  | { tipo: 'corte'; estado: EstadoCorridaCorte | 'por_verificar' }
  | { tipo: 'resultadoCorte'; estado: ResultadoCorte }

function lookOf(props: Props): Look {
  switch (props.tipo) {
    case 'servicio':
      return props.motivo ? LOOKS.motivo[props.motivo] : LOOKS.servicio[props.estado]
    case 'factura':
      return LOOKS.factura[props.estado]
    case 'promesa':
      return LOOKS.promesa[props.estado]
    case 'conciliacion':
      return LOOKS.conciliacion[props.estado]
    case 'linea':
      return LOOKS.linea[props.estado]
    case 'corrida':
      return LOOKS.corrida[props.estado]
    case 'usuario':
      return LOOKS.usuario[props.estado]
    case 'sesion':
      return LOOKS.sesion[props.estado]
    case 'aprobacion':
      return LOOKS.aprobacion[props.estado]
    case 'ruta':
      return LOOKS.ruta[props.estado]
    case 'visita':
      return LOOKS.visita[props.estado]
    case 'dispositivo':
      return LOOKS.dispositivo[props.estado]
    case 'modo':
      return LOOKS.modo[props.estado]
    case 'trabajoRed':
      return LOOKS.trabajoRed[props.estado]
    case 'corte':
      return LOOKS.corte[props.estado]
    case 'resultadoCorte':
      return LOOKS.resultadoCorte[props.estado]
  }
}

/** How an invoice is shown: annulled when credit notes took all of it back, whatever its balance says. */
export const shownEstado = (factura: {
  estado: EstadoFactura
  montoTotal: number
  acreditado: number
}): EstadoFactura | 'anulada' => (factura.acreditado === factura.montoTotal ? 'anulada' : factura.estado)

/** The state of a thing: icon, word and colour, the same on every screen. */
export function EstadoBadge(props: Props) {
  const { t } = useTranslation()
  const [StateIcon, color] = lookOf(props)
  const word = (() => {
    switch (props.tipo) {
      case 'servicio':
        return props.motivo ? t(`enums.motivoSuspension.${props.motivo}`) : t(`enums.estadoServicio.${props.estado}`)
      case 'factura':
        return t(`enums.estadoFactura.${props.estado}`)
      case 'promesa':
        return t(`enums.estadoPromesa.${props.estado}`)
      case 'conciliacion':
        return t(`enums.estadoConciliacion.${props.estado}`)
      case 'linea':
        return t(`enums.estadoExtractoLinea.${props.estado}`)
      case 'corrida':
        return t(`enums.estadoCorrida.${props.estado}`)
      case 'usuario':
        return t(`enums.estadoUsuario.${props.estado}`)
      case 'sesion':
        return t(`enums.estadoSesionCaja.${props.estado}`)
      case 'aprobacion':
        return t(`enums.estadoAprobacion.${props.estado}`)
      case 'ruta':
        return t(`enums.estadoRuta.${props.estado}`)
      case 'visita':
        return t(`enums.estadoVisita.${props.estado}`)
      case 'dispositivo':
        return t(`enums.estadoDispositivo.${props.estado}`)
      case 'modo':
        return t(`enums.modoDispositivo.${props.estado}`)
      case 'trabajoRed':
        return t(`enums.estadoTrabajoRed.${props.estado}`)
      case 'corte':
        return t(`enums.estadoCorridaCorte.${props.estado}`)
      case 'resultadoCorte':
        return t(`enums.resultadoCorte.${props.estado}`)
    }
  })()
  return (
    <Badge
      flex="none"
      color={color}
      leftSection={<StateIcon className={styles['badgeIcon']} size={13} stroke={2} aria-hidden />}
    >
      {word}
    </Badge>
  )
}
