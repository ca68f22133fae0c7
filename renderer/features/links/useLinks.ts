import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { LecturaRed } from '../../../contract/procedures/vinculos.ts'
import { rpc } from '../../rpc/client.ts'
import { orpc, queryClient } from '../../rpc/query.ts'
import { type RequestId, useRequestId } from '../../rpc/requestId.ts'

/** How far the office's own proposals are taken. */
export type Hasta = 'elegidos' | 'seguros' | 'probables'

interface ProfileOfPlan {
  nombre: string
  planId: string
}

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
  const requests = { choose: useRequestId(), reconsider: useRequestId(), apply: useRequestId() }
  const planOf = (perfil: LecturaRed['perfiles'][number]): string | null =>
    perfil.nombre in planes ? (planes[perfil.nombre] ?? null) : perfil.planId

  /** What plans are to have, and have not yet. */
  const perfiles = lectura.perfiles.flatMap((perfil): ProfileOfPlan[] => {
    const planId = planOf(perfil)
    return planId === null || perfil.vinculado ? [] : [{ nombre: perfil.nombre, planId }]
  })
  /** A plan has one profile: another that had it is left without. */
  const setPlan = (nombre: string, planId: string | null) =>
    setPlanes((before) => ({
      ...before,
      ...Object.fromEntries(perfiles.flatMap((each) => (each.planId === planId ? [[each.nombre, null]] : []))),
      [nombre]: planId,
    }))

  const after = (request: RequestId) => () => {
    request.renew()
    return readAgain()
  }
  const choose = useMutation({
    mutationFn: ({ n, servicioId }: { n: number; servicioId: string | null }) =>
      rpc.vinculos.choose({ requestId: requests.choose.id, id: lectura.id, n, servicioId }),
    onSuccess: after(requests.choose),
  })
  const reconsider = useMutation({
    mutationFn: (n: number) => rpc.vinculos.reconsider({ requestId: requests.reconsider.id, id: lectura.id, n }),
    onSuccess: after(requests.reconsider),
  })
  const apply = useMutation({
    mutationFn: (kept: ProfileOfPlan[]) =>
      rpc.vinculos.apply({ requestId: requests.apply.id, id: lectura.id, hasta, perfiles: kept }),
    onSuccess: after(requests.apply),
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
    setPlan,
    perfiles,
    counts,
    choose,
    reconsider,
    apply,
  }
}

export type Links = ReturnType<typeof useLinks>
