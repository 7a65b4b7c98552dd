import type { FastifyHelmetOptions } from '@fastify/helmet'

/**
 * What the page may do: run and load what this server serves, and nothing else. No inline script or style; and with
 * trusted types no string becomes markup, so that whatever people or catalogues write stays text.
 */
export const contentPolicy: FastifyHelmetOptions = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      requireTrustedTypesFor: ["'script'"],
      trustedTypes: ["'none'"],
    },
  },
  // It is served over plain HTTP on this machine; whoever puts it behind TLS sets this there.
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'no-referrer' },
}
