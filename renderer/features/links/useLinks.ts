import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { LecturaRed } from '../../../contract/procedures/vinculos.ts'
import { rpc } from '../../rpc/client.ts'
import { orpc, queryClient } from '../../rpc/query.ts'
import { useRequestId } from '../../rpc/requestId.ts'

/** How far the office's own proposals are taken. */
export type Hasta = 'elegidos' | 'seguros' | 'probables'

const readAgain = () =>
  Promise.all([
    queryClient.invalidateQueries({ queryKey: orpc.vinculos.key() }),
    queryClient.invalidateQueries({ queryKey: orpc.red.key() }),
  ])

/** What a person decides about a reading, until it is written down. */
export function useLinks(lectura: LecturaRed) {
  const [hasta, setHasta] = useState<Hasta>('seguros')
  /** Profile → plan; null: none. Those left out are as proposed. */
  const [planes, setPlanes] = useState<Readonly<Record<string, string | null>>>({})
  const request = useRequestId()
  const planOf = (perfil: LecturaRed['perfiles'][number]): string | null =>
    perfil.nombre in planes ? (planes[perfil.nombre] ?? null) : perfil.planId

  const choose = useMutation({
    mutationFn: ({ n, servicioId }: { n: number; servicioId: string | null }) =>
      rpc.vinculos.choose({ id: lectura.id, n, servicioId }),
    onSuccess: readAgain,
  })
  const apply = useMutation({
    mutationFn: () => {
      const perfiles = lectura.perfiles.flatMap((perfil) => {
        const planId = planOf(perfil)
        return planId === null || perfil.vinculado ? [] : [{ nombre: perfil.nombre, planId }]
      })
      return rpc.vinculos.apply({ requestId: request.id, id: lectura.id, hasta, perfiles })
    },
    onSuccess: () => {
      request.renew()
      return readAgain()
    },
  })
  const { elegido, seguro, probable } = lectura.suertes
  const counts: Record<Hasta, number> = {
    elegidos: elegido,
    seguros: elegido + seguro,
    probables: elegido + seguro + probable,
  }
  return {
    hasta,
    setHasta,
    planOf,
    setPlan: (nombre: string, planId: string | null) => setPlanes((before) => ({ ...before, [nombre]: planId })),
    counts,
    choose,
    apply,
  }
}

export type Links = ReturnType<typeof useLinks>
