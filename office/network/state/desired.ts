import type { MetodoCorte, TipoObjetoRed } from '../../../contract/enums.ts'
import type { Condicion, Libro } from './types.ts'

/** How the books want a service to be. A pause is a cut; a plan that reduces leaves who owes on at its lower speed. */
export function condicionOf({
  estado,
  motivo,
  plan,
}: Pick<Libro, 'estado' | 'motivo'> & { plan: Pick<Libro['plan'], 'politica'> }): Condicion {
  if (estado !== 'suspendido') return estado
  return motivo === 'deuda' && plan.politica === 'reducir' ? 'reducido' : 'cortado'
}

/**
 * How a service is cut on a device: as its plan says where its objects there allow it, and otherwise by the nearest thing that
 * they do. Null: not there at all, because UISP cuts it.
 */
export function metodoOn(libro: Libro): Exclude<MetodoCorte, 'uisp'> | null {
  const { metodo, objetos } = libro
  const has = (tipo: TipoObjetoRed) => objetos.some((objeto) => objeto.tipo === tipo)
  if (metodo === 'uisp' && libro.tieneUisp) return null
  if (has('ppp_secret')) {
    if (metodo === 'deshabilitar') return metodo
    // Without a fixed address there is nothing to put on a list.
    return metodo === 'lista' && libro.ip !== '' ? metodo : 'perfil'
  }
  if (has('dhcp_lease')) return metodo === 'deshabilitar' || metodo === 'bloqueo_dhcp' ? 'bloqueo_dhcp' : 'lista'
  return 'lista'
}

/** Profile of an active service: the one the plan names, or the office's own. */
export const perfilActivo = ({ plan }: Libro): string => plan.perfil || plan.perfilPropio

/** Profile of a service at its lower speed. */
export const perfilReducido = ({ plan }: Libro): string => `${plan.perfilPropio}-reducido`
