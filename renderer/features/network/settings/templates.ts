const SAMPLE: Readonly<Record<string, string>> = {
  codigo: '1042',
  documento: '30111222',
  nombre: 'ana',
  apellido: 'perez',
  telefono: '3415550100',
  n: '1',
  plan: 'hogar-100',
  bajada: '100',
  subida: '20',
}

/** A template filled in with an invented client or plan; what is not known stays as it is. */
export const sampleOf = (template: string): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => SAMPLE[name] ?? whole)
