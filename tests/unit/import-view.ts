import type { OfficeView } from '../../office/imports/decide/view.ts'

/** An office that has nothing. */
export const emptyOffice: OfficeView = {
  planes: () => [],
  filasOf: () => [],
  cliente: () => null,
  clienteByCodigo: () => null,
  clientesByDocumento: () => [],
  serviciosOf: () => [],
  hasAccount: () => false,
}
