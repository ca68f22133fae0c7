/** Word lists that invented people, companies and addresses are made of. Common ones first. */

const list = (text: string): readonly string[] => text.trim().split(/\s*,\s*/)

export const NOMBRES = list(`
  María, Juan, José, Luis, Ana, Carlos, Jorge, Marta, Pedro, Lucía, Miguel, Rosa, Diego, Sofía, Daniel, Laura, Martín,
  Carmen, Pablo, Julia, Ramón, Silvia, Raúl, Elena, Mario, Paula, Sergio, Norma, Hugo, Gabriela, Óscar, Verónica, Andrés,
  Claudia, Roberto, Mónica, Fernando, Patricia, Ricardo, Andrea, Alejandro, Natalia, Eduardo, Florencia, Alberto, Camila,
  Nicolás, Valentina, Tomás, Micaela, Agustín, Milagros, Facundo, Rocío, Matías, Agustina, Lautaro, Julieta, Santiago,
  Martina, Joaquín, Catalina, Emiliano, Guadalupe, Ignacio, Ximena, Benjamín, Noelia, Bautista, Yamila, Thiago, Abril,
  Ezequiel, Celeste, Gonzalo, Delfina, Maximiliano, Eugenia, Leonardo, Estela, Rubén, Graciela, Néstor, Beatriz, Víctor,
  Susana, Horacio, Teresa, Osvaldo, Liliana, Walter, Alicia, Gustavo, Mirta, Adrián, Nélida, Cristian, Olga, Fabián, Irma,
  Germán, Inés, Iván, Noemí, Damián, Zulma, Ángel, Ramona, Félix, Eva, Elías, Amalia, Simón, Azucena, Noé, Zoë, Begoña,
  Saúl, Irene, Darío, Nora, Evaristo, Herminia, Anselmo, Eulalia, Casimiro, Obdulia, Íñigo, Nuria, Ulises, Aïda`)

export const APELLIDOS = list(`
  González, Rodríguez, Gómez, Fernández, López, Díaz, Martínez, Pérez, García, Sánchez, Romero, Sosa, Álvarez, Torres,
  Ruiz, Ramírez, Flores, Acosta, Benítez, Medina, Suárez, Herrera, Aguirre, Pereyra, Gutiérrez, Giménez, Molina, Silva,
  Castro, Rojas, Ortiz, Núñez, Luna, Juárez, Cabrera, Ríos, Ferreyra, Godoy, Morales, Domínguez, Moreno, Peralta, Vega,
  Carrizo, Quiroga, Castillo, Ledesma, Muñoz, Ojeda, Ponce, Vera, Vázquez, Villalba, Cardozo, Navarro, Ramos, Arias,
  Coronel, Córdoba, Figueroa, Correa, Cáceres, Vargas, Maldonado, Mansilla, Farías, Rivero, Paz, Miranda, Roldán, Méndez,
  Lucero, Cruz, Hernández, Agüero, Páez, Blanco, Mendoza, Barrios, Escobar, Ávila, Soria, Leiva, Acuña, Martín, Maidana,
  Moyano, Campos, Olivera, Duarte, Soto, Franco, Bravo, Valdez, Toledo, Velázquez, Montenegro, Leguizamón, Chávez, Arce,
  Peña, Ibáñez, Ñáñez, Quiñones, Yáñez, Zárate, Zapata, Bustos, Bustamante, Alarcón, Aranda, Barreto, Bogado, Cáseres,
  Chamorro, Escalante, Espíndola, Galeano, Garay, Insfrán, Jara, Lezcano, Melgarejo, Noguera, Oviedo, Palacios, Quintana,
  Recalde, Saldívar, Tapia, Ugarte, Vallejos, Wierna, Zalazar, D'Angelo, D'Amico, O'Higgins, De la Cruz, De los Santos,
  Del Valle, Di Pietro, Mac Dougall, Iturralde, Echeverría, Goyeneche, Urquiza, Etchegaray, Irigoyen, Basualdo`)

/** Rare surnames are made of these, so that a large office has as many different words as a real one. */
export const SILABAS_INICIO = list(`
  Ab, Al, Ar, Bal, Bar, Bel, Ber, Bor, Cal, Can, Car, Cas, Cor, Dal, Del, Es, Fal, Far, Fon, Gal, Gar, Gor, Her, In,
  Lam, Lan, Mal, Man, Mar, Mon, Mor, Nar, Ol, Or, Pal, Par, Per, Pon, Quin, Ral, Rom, Sal, San, Sar, Tal, Tor, Ur, Val,
  Ver, Vil, Yan, Zal, Zam`)
export const SILABAS_MEDIO = list(
  `a, e, i, o, ta, te, ti, to, ba, be, bi, da, di, ga, go, la, le, li, ma, mi, na, ne, ra, ri`,
)
export const SILABAS_FIN = list(`
  ndi, rro, lli, tti, ni, nte, rdo, stre, ldi, chi, cci, gui, ñez, rez, rga, sco, vera, zzi, mendi, berri, tegui, sola,
  rena, lba, nque, tero, dal, drón, lvo, rano`)

export const RUBROS = list(`
  Almacén, Panadería, Ferretería, Kiosco, Farmacia, Hotel, Estudio Contable, Taller Mecánico, Carnicería, Verdulería,
  Librería, Gimnasio, Peluquería, Rotisería, Corralón, Inmobiliaria, Veterinaria, Distribuidora, Transportes, Agropecuaria,
  Bodega, Clínica, Instituto Privado, Heladería, Imprenta, Maderera, Cooperativa de Trabajo`)

export const FORMAS = list(`S.R.L., S.A., S.A.S., e Hijos, y Cía., Hnos.`)

export const FANTASIA = list(`
  La Esperanza, El Progreso, Don Tito, La Unión, Los Álamos, El Ceibo, San Cayetano, La Nueva, El Trébol, Santa Rita,
  Los Hermanos, La Colmena, El Faro, Las Tres Marías, Nuevo Horizonte, El Molino, La Familia, Punto Norte, Del Centro,
  El Quebracho`)

/** Long on purpose: paper and tables have to carry them. */
export const NOMBRES_LARGOS = [
  'Asociación Civil Biblioteca Popular y Centro Cultural Comunitario de los Barrios Unidos de la Ribera Norte',
  'Consorcio de Propietarios del Edificio Torres del Parque Central de la Avenida Bicentenario Etapa II',
  'Cooperativa de Provisión de Servicios Rurales, Vivienda y Consumo «El Amanecer de los Valles» Limitada',
  'María de los Ángeles Guadalupe Fernández de la Cruz Montenegro viuda de Echeverría Leguizamón',
  'Juan Sebastián Maximiliano Evaristo de la Santísima Trinidad Rodríguez Basualdo y Goyeneche',
] as const

export const CALLES = list(`
  San Martín, Belgrano, Rivadavia, Sarmiento, Mitre, 9 de Julio, 25 de Mayo, Moreno, Alberdi, Independencia, Libertad,
  Las Heras, Colón, Urquiza, Lavalle, Alvear, Güemes, Pellegrini, Roca, España, Italia, Francia, Los Álamos, Los Ceibos,
  Las Acacias, Los Tilos, El Jacarandá, La Paz, Entre Ríos, Santa Fe, Córdoba, Corrientes, Tucumán, Salta, Jujuy, Chaco,
  Misiones, Mendoza, San Juan, San Luis, Catamarca, La Rioja, Neuquén, Río Negro, Chubut, Santa Cruz, Camino Real,
  Calle Ñandú, Paraná, Uruguay, Bolivia, Perú, Chile, Paraguay, Brasil, Los Andes, El Cóndor, La Calandria, El Hornero`)
export const VIAS = list(`Calle, Av., Pje., Bv., Diagonal`)
export const BARRIOS = list(`
  Centro, Norte, Sur, La Merced, Villa Nueva, El Mirador, San José, Las Lomas, Parque, Jardín, Industrial, Los Pinos,
  Santa Lucía, El Peñón, Villa Ángela, La Ribera, Ñu Porá, Altos del Valle`)
export const LOCALIDADES = list(
  `Puerto Esperanza, Villa Serena, El Peñón, San Telmo del Valle, Río Manso, Añatuya del Sur`,
)
