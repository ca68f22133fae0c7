import { Box, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { contrast, buttonColor, LIGHT_LUMINANCE, luminance } from '../../app/color.ts'
import { moneyFormat } from '../../app/session.tsx'
import { currencyDecimals } from '../../../contract/money.ts'
import { formatInstant } from '../../../contract/dates.ts'
import styles from './access.module.css'
import type { TenantValues } from './TenantFields.tsx'

const textOn = (color: string): string => (luminance(color) > LIGHT_LUMINANCE ? '#000000' : '#ffffff')

/** How a receipt will begin, and the button in the tenant's colour as corrected for reading. */
export function PaperPreview({ tenant }: { tenant: TenantValues }) {
  const { t } = useTranslation('access')
  const { nombre, logoUrl, colorPrimario, idioma, pais, moneda, zonaHoraria } = tenant
  const locale = `${idioma}-${pais}`
  const amount = 17_000 * 10 ** currencyDecimals(moneda)
  const button = buttonColor(colorPrimario)
  const facts = [tenant.identificacionFiscal, tenant.direccion, tenant.telefono].filter((line) => line.trim() !== '')
  return (
    <>
      <Text size="xs" c="dimmed" fw={550}>
        {t('preview.title')}
      </Text>
      <Box className={styles['paper'] ?? ''} __vars={{ '--paper-color': colorPrimario }}>
        {logoUrl !== null && <img src={logoUrl} alt="" />}
        <div>
          <strong>{nombre.trim() === '' ? t('tenant.nombreExample') : nombre}</strong>
        </div>
        {facts.map((line) => (
          <div key={line}>{line}</div>
        ))}
        <div>{formatInstant(Date.now(), locale, zonaHoraria)}</div>
        <div className={styles['paperTotal']}>
          <span>{t('preview.total')}</span>
          <span>{moneyFormat(moneda, locale).format(amount)}</span>
        </div>
      </Box>
      <Text size="xs" c="dimmed" fw={550} mt="lg">
        {t('preview.button')}
      </Text>
      <Box className={styles['sampleButton'] ?? ''} __vars={{ '--sample': button, '--sample-text': textOn(button) }}>
        {t('preview.collect', { amount: moneyFormat(moneda, locale).format(amount) })}
      </Box>
      <Text size="xs" c="dimmed" mt="xs">
        {t('preview.contrast', { ratio: contrast(button, textOn(button)).toFixed(1) })}
      </Text>
    </>
  )
}
