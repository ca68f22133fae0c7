import type { ImportField } from '../../contract/procedures/imports.ts'
import { wordList } from './fold.ts'

/** Headers that other programs use in Spanish, English and Portuguese, folded. The first ones are the surest. */
export const HEADERS: Readonly<Record<ImportField, readonly string[]>> = {
  codigoCliente: wordList(`
    codigo cliente, codigo de cliente, codigo, cod cliente, nro cliente, numero de cliente, no cliente,
    id cliente, cliente id, id servicio, id, cod, abonado, nro abonado, numero de abonado, codigo abonado,
    nro de cliente, contrato, nro contrato, numero de contrato, cuenta, nro cuenta, socio, nro socio, legajo,
    customer id, customer code, client id, account, account number, subscriber, subscriber id, code,
    codigo do cliente, id do cliente, assinante, matricula`),
  nombreRazonSocial: wordList(`
    nombre, nombre razon social, nombre o razon social, razon social, nombre y apellido, apellido y nombre,
    nombres y apellidos, nombre completo, nombre cliente, cliente, titular, apellidos y nombres, name, full name,
    customer, customer name, client, client name, company, nome, nome completo, nome razao social, razao social,
    nome do cliente`),
  documento: wordList(`
    documento, nro documento, numero de documento, numero documento, dni, cuit, cuil, dni cuit, cuit dni, cedula,
    ci, c i, ruc, rut, rfc, nit, nif, identificacion, doc, tax id, document, id number, national id, cpf, cnpj,
    cpf cnpj, rg, curp, documento de identidad`),
  telefono: wordList(`
    telefono, telefonos, tel, celular, cel, movil, whatsapp, telefono celular, telefono movil, nro telefono,
    numero de telefono, fono, phone, phone number, mobile, cell, telephone, telefone, fone, contacto`),
  email: wordList('email, e mail, mail, correo, correo electronico, email address, e mails, emails, correos'),
  direccion: wordList(`
    direccion, domicilio, calle, direccion instalacion, direccion de instalacion, domicilio de instalacion,
    ubicacion, address, street, street address, endereco, rua, logradouro, dir`),
  localidad: wordList(`
    localidad, ciudad, municipio, barrio, zona, distrito, comuna, poblacion, city, town, cidade, bairro, sector`),
  estadoServicio: wordList(`
    estado, estado servicio, estado del servicio, estado cliente, situacion, status, state, service status,
    situacao, estatus`),
  notas: wordList(`
    notas, nota, observaciones, observacion, obs, comentarios, comentario, notes, note, comments, comment,
    remarks, observacoes, anotacoes, detalle`),
  plan: wordList(`
    plan, plan contratado, plan servicio, nombre plan, nombre del plan, servicio, producto, paquete, abono,
    perfil, service plan, package, product, service, plano, pacote`),
  velocidad: wordList(`
    velocidad, velocidades, ancho de banda, megas, mbps, velocidad mbps, bajada subida, speed, bandwidth,
    velocidade, banda`),
  precio: wordList(`
    precio, precio mensual, monto, importe, tarifa, cuota, mensualidad, valor, valor mensual, abono mensual,
    costo, price, monthly price, amount, fee, rate, preco, mensalidade`),
  tecnologia: wordList(`
    tecnologia, tipo de conexion, tipo conexion, conexion, medio, technology, connection type, access type,
    tipo de acesso`),
  usuarioPppoe: wordList(`
    usuario pppoe, pppoe, user pppoe, pppoe user, usuario ppp, usuario, login, login pppoe, secret, username,
    user, ppp user, usuario de conexion, usuario radius, cuenta pppoe`),
  ip: wordList(`
    ip, direccion ip, ip address, ip cliente, ip fija, ip asignada, remote address, endereco ip, ipv4`),
  router: wordList(`
    router, nodo, mikrotik, equipo, torre, servidor, antena, nas, ap, node, tower, site, device, panel,
    concentrador`),
  fechaActivacion: wordList(`
    fecha instalacion, fecha de instalacion, fecha activacion, fecha de activacion, fecha alta, fecha de alta,
    alta, instalacion, fecha, fecha de ingreso, fecha inicio, activation date, install date, installation date,
    start date, signup date, date, since, data instalacao, data de instalacao, data ativacao, data de ativacao,
    data de cadastro`),
  diaFacturacion: wordList(`
    dia facturacion, dia de facturacion, dia corte, dia de corte, dia de pago, dia pago, dia vencimiento,
    dia de vencimiento, vencimiento, ciclo, billing day, due day, cut day, dia vencimento, dia de vencimento,
    vencimento`),
  saldo: wordList(`
    saldo, deuda, saldo actual, saldo pendiente, saldo anterior, saldo inicial, debe, balance, opening balance,
    debt, amount due, outstanding, divida, saldo devedor, cuenta corriente, adeudado`),
}
