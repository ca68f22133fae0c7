import { Table, Text } from '@mantine/core'
import { IconUsersGroup } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Usuario } from '../../../contract/index.ts'
import { useCan } from '../../app/session.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { EstadoBadge } from '../../components/EstadoBadge.tsx'
import { KeyButton } from '../../components/KeyButton.tsx'
import { RowButton } from '../../components/RowButton.tsx'
import { orpc } from '../../rpc/query.ts'
import { ListState } from './ListState.tsx'
import { PersonDialog } from './PersonDialog.tsx'
import { SectionPage } from './SectionPage.tsx'

/** Who works here, and what each may do. */
export function PeopleSection() {
  const { t } = useTranslation('settings')
  const { t: common } = useTranslation()
  const writes = useCan('usuario.write')
  const usuarios = useQuery(orpc.usuarios.list.queryOptions())
  const [editing, setEditing] = useState<Usuario | 'new' | null>(null)
  return (
    <SectionPage
      title={t('section.personas')}
      subtitle={t('personas.subtitle')}
      primary={
        writes && (
          <KeyButton hotkey="F2" onClick={() => setEditing('new')}>
            {t('personas.new')}
          </KeyButton>
        )
      }
    >
      <ListState
        query={usuarios}
        empty={<EmptyState icon={<IconUsersGroup />} title={t('personas.none')} />}
        render={(people) => (
          <Table highlightOnHover stickyHeader>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('personas.nombre')}</Table.Th>
                <Table.Th>{t('personas.email')}</Table.Th>
                <Table.Th>{t('personas.rol')}</Table.Th>
                <Table.Th>{t('personas.pin')}</Table.Th>
                <Table.Th>{t('personas.estado')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {people.map((usuario) => (
                <Table.Tr key={usuario.id}>
                  <Table.Td>
                    <RowButton disabled={!writes} onClick={() => setEditing(usuario)}>
                      {usuario.nombre}
                    </RowButton>
                  </Table.Td>
                  <Table.Td>{usuario.email}</Table.Td>
                  <Table.Td>{common(`enums.rol.${usuario.rol}`)}</Table.Td>
                  <Table.Td>
                    <Text size="sm" c={usuario.hasPin ? 'inherit' : 'dimmed'} span>
                      {usuario.hasPin ? t('personas.hasPin') : t('personas.noPin')}
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    <EstadoBadge tipo="usuario" estado={usuario.estado} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      />
      {editing !== null && (
        <PersonDialog usuario={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </SectionPage>
  )
}
