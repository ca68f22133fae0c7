import { guarded, open } from '../kernel/procedures.ts'
import { changeOwnSecret } from './own-secret.ts'
import { listPeople, login, readSession } from './session.ts'
import { createUsuario, listUsuarios, updateUsuario } from './usuarios.ts'

export const accessHandlers = {
  people: open.access.people.handler(({ context }) => listPeople(context.office.db.read)),
  login: open.access.login.handler(({ context, input }) => login(context.office, context.caller, input)),
  logout: open.access.logout.handler(({ context }) => {
    context.office.sessions.end(context.caller)
    return { ok: true as const }
  }),
  me: open.access.me.handler(({ context }) =>
    context.caller.actor ? readSession(context.office.db.read, context.caller.actor) : null,
  ),
  changeOwnSecret: guarded.access.changeOwnSecret.handler(({ context, input }) => changeOwnSecret(context, input)),
}

export const usuariosHandlers = {
  list: guarded.usuarios.list.handler(({ context }) => listUsuarios(context.office.db.read, context.actor)),
  create: guarded.usuarios.create.handler(({ context, input }) => createUsuario(context, input)),
  update: guarded.usuarios.update.handler(({ context, input }) => updateUsuario(context, input)),
}
