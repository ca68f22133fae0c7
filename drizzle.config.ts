import { defineConfig } from 'drizzle-kit'

// drizzle-kit writes the SQL of a migration; db/migrate.ts applies it.
export default defineConfig({
  dialect: 'sqlite',
  casing: 'snake_case',
  schema: './db/schema/index.ts',
  out: './db/migrations',
})
