import { z } from 'zod'

// Zod would try to compile its schemas with `new Function`, which the content policy refuses and reports. Set before any
// schema is made, hence the import below: a bundler may evaluate shared chunks before the module that asks for them.
z.config({ jitless: true })

await import('./start.tsx')
