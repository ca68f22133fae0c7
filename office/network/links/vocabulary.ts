import { words } from '../../customers/fold.ts'

const listed = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean))

/** Half of all names have one, and so have most sentences, in the three languages. */
const PARTICLES = listed(`
  de del la las los lo el y e da do das dos di du van von san sao santa a al o os as em no na en con com por para
  the of and to in at for
`)

/** What technicians write around a name: it is nobody's. */
const TECHNICAL = listed(`
  cliente cli client abonado socio usuario user codigo cod code ref referencia id nro num numero number
  dni cuit cuil cpf cnpj rut ruc cedula doc documento document tel telefono telefone phone cel celular whatsapp wsp wapp
  antena antenna radio cpe router roteador modem onu ont olt cable cabo fibra fiber ftth wifi wireless inalambrico switch camara
  camera camaras dvr nvr torre tower nodo node panel sector sectorial enlace link backhaul ptp ptmp poste caja nap splitter
  repetidor server servidor pppoe dhcp queue cola lease vlan bridge ether sfp lan wan ip mac dns nat vpn host puerto port
  porta frecuencia canal senal sinal signal plan plano profile perfil hogar home residencial empresa comercial
  corporativo dedicado simetrico mega megas mb mbps kbps gb bajada subida down up upload download velocidad speed
  servicio service servico internet nuevo nueva novo nova new viejo vieja velho old cambio cambiado troca changed
  instalado instalada instalacion instalacao install installed alta baja suspendido suspenso cortado corte cut moroso morosos
  deuda debe pago paga pagado paid activo ativo active inactivo prueba teste test temporal provisorio provisional casa local
  oficina escritorio office deposito galpon negocio comercio departamento depto piso norte sur sul este oeste north south east
  west centro center barrio bairro zona calle rua avenida av ruta esquina lote manzana mz fijo fija fixa estatica static dinamica
  principal secundario backup respaldo reserva android iphone galaxy samsung xiaomi redmi motorola huawei zte tplink archer
  mikrotik ubiquiti ubnt mimosa cambium tenda mercusys dlink espressif desktop laptop notebook pc tv smart
  enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
`)

/** The word after these is a place's. */
const PLACE =
  /(?<!\p{L})(?:nodo|node|torre|tower|panel|sector|barrio|bairro|zona|calle|rua|avenida|av|ruta)[\s.:_-]+\p{L}+/giu

export const isParticle = (word: string): boolean => PARTICLES.has(word)

const tells = (word: string) => word.length > 1 && !isParticle(word)

/** Words of a name or a place that tell it from others, each once: no particles, no single letters. */
export const tellingWords = (text: string): string[] => [...new Set(words(text).filter(tells))]

/** What stands for itself, though it is named for the client or the place where it stands. */
const EQUIPMENT = listed('camara camaras camera cameras dvr nvr backhaul ptp ptmp repetidor')

/** Whether a word says that something is no client's access. */
export const isEquipment = (word: string): boolean => EQUIPMENT.has(word)

export const withoutPlaces = (text: string): string => text.replace(PLACE, ' ')

export const isTechnical = (word: string): boolean => TECHNICAL.has(word)

/** Words of a comment that may be somebody's name, each once, in their order. */
export const likeNames = (comentario: string): string[] =>
  tellingWords(withoutPlaces(comentario)).filter((word) => /^\p{L}{3,}$/u.test(word) && !TECHNICAL.has(word))
