import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { type ControladorRevisado, PASOS_CONTROLADOR } from '../../../../contract/procedures/controladores.ts'
import { PASOS_REVISION, type PasoRevisado } from '../../../../contract/procedures/dispositivos.ts'
import { useNumber } from '../../../app/session.tsx'
import { useDuration } from '../../../components/Age.tsx'
import type { CheckLine } from './CheckList.tsx'
import type { Findings } from './useCheck.ts'

/** What was found and what to do, of one step. */
type Found = Pick<CheckLine, 'text' | 'help' | 'detail' | 'fingerprint'>

/** A clock's distance is told in hours and days too. */
const SECOND = 1000

function useDeviceFound(): (step: PasoRevisado) => Found {
  const { t } = useTranslation('red')
  const number = useNumber()
  const duration = useDuration()
  return useCallback(
    (step: PasoRevisado): Found => {
      if (step.resultado === 'curso') return {}
      if (step.resultado === 'falla')
        return { text: t(`falla.${step.codigo}`), help: t(`fallaAyuda.${step.codigo}`), detail: step.detalle }
      switch (step.paso) {
        case 'alcance':
          return { text: t('check.ok.alcance', { ms: number(Math.round(step.ms)) }) }
        case 'certificado':
          return step.resultado === 'ok'
            ? { text: t('check.ok.certificado') }
            : { text: t(`check.cert.${step.codigo}`), help: t('check.certHelp'), fingerprint: step.huella }
        case 'cifrado':
          return step.resultado === 'ok' ? {} : { text: t('check.plain'), help: t('check.plainHelp') }
        case 'permisos':
          return step.resultado === 'ok'
            ? { text: t('check.ok.permisos', { grupo: step.grupo }) }
            : {
                text: t(`check.permisos.${step.codigo}`, { faltan: step.faltan.join(', ') }),
                help: t('check.permisosHelp', { grupo: step.grupo }),
              }
        case 'sistema': {
          const { identidad, modelo, version, serie } = step.identidad
          const text = [identidad, modelo, `RouterOS ${version}`, serie].filter((part) => part !== '').join(' · ')
          if (step.resultado === 'ok') return { text }
          return { text, help: t(`check.sistema.${step.codigo}`, { nombre: step.dispositivo?.nombre ?? '' }) }
        }
        case 'reloj':
          if (step.resultado === 'ok') return { text: t('check.ok.reloj') }
          return {
            text: t(`check.reloj.${step.codigo}`, { tiempo: duration(Math.abs(step.segundos ?? 0) * SECOND) }),
            help: t('check.relojHelp'),
          }
        default:
          return {}
      }
    },
    [t, number, duration],
  )
}

/** The steps of a device's check in order, as far as they are known; without TLS there is no certificate to look at. */
export function useDeviceLines(found: Findings<PasoRevisado>, tls: boolean): CheckLine[] {
  const { t } = useTranslation('red')
  const say = useDeviceFound()
  return PASOS_REVISION.filter((paso) => tls || paso !== 'certificado').map((paso) => {
    const step = found.get(paso)
    return { key: paso, name: t(`check.paso.${paso}`), state: step?.resultado ?? 'espera', ...(step && say(step)) }
  })
}

/** The steps of a UISP server's check. */
export function useControllerLines(found: Findings<ControladorRevisado>): CheckLine[] {
  const { t } = useTranslation('red')
  const number = useNumber()
  const say = (step: ControladorRevisado): Found => {
    if (step.resultado === 'curso') return {}
    if (step.resultado === 'falla')
      return {
        text: t(`fallaServidor.${step.codigo}`),
        help: t(`fallaServidorAyuda.${step.codigo}`),
        detail: step.detalle,
      }
    switch (step.paso) {
      case 'alcance':
        return { text: t('check.ok.alcance', { ms: number(Math.round(step.ms)) }) }
      case 'certificado':
        if (step.resultado === 'ok') return { text: t('check.ok.certificado') }
        if (step.resultado === 'aviso') return { text: t('check.plainToken') }
        return { text: t(`check.cert.${step.codigo}`), help: t('check.certServerHelp'), fingerprint: step.huella }
      case 'nms':
        return {
          text: t('check.ok.nms', {
            dispositivos: number(step.dispositivos),
            sitios: number(step.sitios),
          }),
        }
      case 'crm':
        return step.resultado === 'ok' ? {} : { text: t('check.noCrm') }
    }
  }
  return PASOS_CONTROLADOR.map((paso) => {
    const step = found.get(paso)
    return { key: paso, name: t(`check.paso.${paso}`), state: step?.resultado ?? 'espera', ...(step && say(step)) }
  })
}
