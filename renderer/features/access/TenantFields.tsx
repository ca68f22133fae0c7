import { Group, Select, Stack, Textarea, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { zTenantInput } from '../../../contract/index.ts'
import { IDIOMAS } from '../../../contract/enums.ts'
import { TaxesInput } from '../../components/TaxesInput.tsx'
import { COUNTRIES, countryOf, timeZones } from './countries.ts'
import { ColorField, LogoField } from './IdentityFields.tsx'

/** Every field given: a form has no absent values. */
export type TenantValues = z.output<typeof zTenantInput>
export type TenantForm = UseFormReturnType<TenantValues>

interface Props {
  form: TenantForm
  /** Changing country proposes its currency, timezone and taxes: only while the tenant is being created. */
  proposing: boolean
}

/** Name, logo and colour. */
export function TenantIdentity({ form }: Pick<Props, 'form'>) {
  const { t } = useTranslation('access')
  return (
    <Stack gap="sm">
      <TextInput
        label={t('tenant.nombre')}
        placeholder={t('tenant.nombreExample')}
        required
        data-autofocus
        {...form.getInputProps('nombre')}
      />
      <LogoField value={form.values.logoUrl} onChange={(logo) => form.setFieldValue('logoUrl', logo)} />
      <ColorField value={form.values.colorPrimario} onChange={(color) => form.setFieldValue('colorPrimario', color)} />
    </Stack>
  )
}

function useRegionNames(): { value: string; label: string }[] {
  const { i18n } = useTranslation()
  return useMemo(() => {
    const names = new Intl.DisplayNames(i18n.language, { type: 'region' })
    return COUNTRIES.map(({ pais }) => ({ value: pais, label: names.of(pais) ?? pais })).toSorted((a, b) =>
      a.label.localeCompare(b.label, i18n.language),
    )
  }, [i18n.language])
}

function useCurrencyNames(): { value: string; label: string }[] {
  const { i18n } = useTranslation()
  return useMemo(() => {
    const names = new Intl.DisplayNames(i18n.language, { type: 'currency' })
    return Intl.supportedValuesOf('currency').map((code) => ({
      value: code,
      label: `${code} · ${names.of(code) ?? code}`,
    }))
  }, [i18n.language])
}

/** Country, currency, timezone and language. */
export function TenantPlace({ form, proposing }: Props) {
  const { t } = useTranslation('access')
  const { t: common } = useTranslation()
  const regions = useRegionNames()
  const currencies = useCurrencyNames()
  const { zonaHoraria } = form.values
  const zones = useMemo(() => [...new Set([...timeZones(), zonaHoraria])], [zonaHoraria])
  const chooseCountry = (pais: string | null) => {
    if (pais === null) return
    const proposal = countryOf(pais)
    form.setFieldValue('pais', pais)
    if (!proposing || proposal === undefined) return
    form.setValues({ ...proposal })
  }
  return (
    <Stack gap="sm">
      <Select
        label={t('tenant.pais')}
        searchable
        required
        data={regions}
        {...form.getInputProps('pais')}
        onChange={chooseCountry}
      />
      <Group grow align="flex-start" gap="sm">
        <Select
          label={t('tenant.moneda')}
          description={t('tenant.monedaHelp')}
          searchable
          required
          limit={60}
          data={currencies}
          {...form.getInputProps('moneda')}
        />
        <Select
          label={t('tenant.zonaHoraria')}
          description={t('tenant.zonaHorariaHelp')}
          searchable
          required
          limit={60}
          data={zones}
          {...form.getInputProps('zonaHoraria')}
        />
      </Group>
      <Select
        label={t('tenant.idioma')}
        description={t('tenant.idiomaHelp')}
        data={IDIOMAS.map((value) => ({ value, label: common(`enums.idioma.${value}`) }))}
        {...form.getInputProps('idioma')}
      />
    </Stack>
  )
}

/** What papers print besides name and logo. */
export function TenantContact({ form }: Pick<Props, 'form'>) {
  const { t } = useTranslation('access')
  return (
    <Stack gap="sm">
      <TextInput label={t('tenant.identificacionFiscal')} {...form.getInputProps('identificacionFiscal')} />
      <TextInput label={t('tenant.direccion')} {...form.getInputProps('direccion')} />
      <Group grow align="flex-start" gap="sm">
        <TextInput label={t('tenant.telefono')} inputMode="tel" {...form.getInputProps('telefono')} />
        <TextInput label={t('tenant.email')} inputMode="email" {...form.getInputProps('email')} />
      </Group>
    </Stack>
  )
}

export function TenantTaxes({ form }: Pick<Props, 'form'>) {
  const { t } = useTranslation('access')
  const { idioma, pais, impuestos } = form.values
  return (
    <TaxesInput
      label={t('tenant.impuestos')}
      description={t('tenant.impuestosHelp')}
      locale={`${idioma}-${pais}`}
      value={impuestos}
      onChange={(taxes) => form.setFieldValue('impuestos', taxes)}
      error={
        Object.keys(form.errors).some((path) => path.startsWith('impuestos')) ? t('tenant.impuestosError') : undefined
      }
    />
  )
}

export function TenantBilling({ form }: Pick<Props, 'form'>) {
  const { t } = useTranslation('access')
  return (
    <Textarea
      label={t('tenant.instruccionesPago')}
      description={t('tenant.instruccionesPagoHelp')}
      autosize
      minRows={2}
      maxRows={5}
      {...form.getInputProps('instruccionesPago')}
    />
  )
}
