import { NumberInput, Table, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ROLES, type Rol } from '../../../contract/enums.ts'
import type { LimitePromesa } from '../../../contract/procedures/facturacion.ts'
import { roleCan } from '../../../contract/permissions.ts'
import { MoneyInput } from '../../components/MoneyInput.tsx'
import type { BillingFormApi } from './BillingSection.tsx'
import { withLimit } from './billingValues.ts'

const MAX_DAYS = 90
const MAX_A_MONTH = 31

/** The promises to pay that each role may grant. */
export function PromiseLimits({ form }: { form: BillingFormApi }) {
  const { t } = useTranslation(['corridas', 'common'])
  const roles = ROLES.filter((rol) => roleCan(rol, 'promesa.grant'))
  return (
    <>
      <Text size="xs" c="dimmed" mb="xs">
        {t('config.promesas.help')}
      </Text>
      <Table verticalSpacing={4} withRowBorders={false} aria-label={t('config.promesas.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('config.promesas.rol')}</Table.Th>
            <Table.Th w={120}>{t('config.promesas.dias')}</Table.Th>
            <Table.Th w={190}>{t('config.promesas.monto')}</Table.Th>
            <Table.Th w={120}>{t('config.promesas.porMes')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {roles.map((rol) => (
            <Limits key={rol} rol={rol} form={form} />
          ))}
        </Table.Tbody>
      </Table>
    </>
  )
}

function Limits({ rol, form }: { rol: Rol; form: BillingFormApi }) {
  const { t } = useTranslation(['corridas', 'common'])
  const limit = form.values.promesas[rol]
  const change = (part: Partial<LimitePromesa>) => form.setFieldValue('promesas', withLimit(form.values, rol, part))
  const name = t(`common:enums.rol.${rol}`)
  const count = (field: 'dias' | 'porMes', max: number) => (
    <NumberInput
      size="xs"
      aria-label={t(`config.promesas.${field}De`, { rol: name })}
      min={0}
      max={max}
      allowDecimal={false}
      allowNegative={false}
      value={limit[field]}
      error={form.errors[`promesas.${rol}.${field}`]}
      onChange={(value) => change({ [field]: typeof value === 'number' ? value : 0 })}
    />
  )
  return (
    <Table.Tr>
      <Table.Td>{name}</Table.Td>
      <Table.Td>{count('dias', MAX_DAYS)}</Table.Td>
      <Table.Td>
        <MoneyInput
          size="xs"
          aria-label={t('config.promesas.montoDe', { rol: name })}
          placeholder={t('config.promesas.sinLimite')}
          value={limit.monto}
          error={form.errors[`promesas.${rol}.monto`]}
          onChange={(monto) => change({ monto })}
        />
      </Table.Td>
      <Table.Td>{count('porMes', MAX_A_MONTH)}</Table.Td>
    </Table.Tr>
  )
}
