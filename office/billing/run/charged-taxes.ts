/** What the line of a row of coverage `c` comes to before taxes, as `priceAsiento` does it. */
const AMOUNT = `(c.signo * iif(c.precio < 0, -1, 1)
  * ((abs(c.precio) * cast(julianday(c.hasta) - julianday(c.desde) + 1 as integer) * 2 + c.base_dias) / (c.base_dias * 2)))`

/**
 * SQL: the taxes that were charged with a row of coverage `c`, whose credit note is `n`; null when no line says so. One
 * document may charge and return days of one component with other taxes on each, so the amount tells them apart. An
 * annulment has the amount of the annulled invoice's line, turned; a credit note of a run has it turned on its own lines.
 */
export const CHARGED_TAXES = `coalesce(
  (select l.impuestos_json from factura_linea l
   where l.factura_id = coalesce(c.factura_id, n.factura_id) and l.componente = c.componente
     and l.servicio_id = c.servicio_id
   order by l.precio_unitario <> iif(c.factura_id is null, -1, 1) * ${AMOUNT} limit 1),
  (select l.impuestos_json from nota_credito_linea l
   where l.nota_credito_id = c.nota_credito_id and l.precio_unitario = -${AMOUNT} limit 1))`
