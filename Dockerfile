# Build: the whole image has the compiler that sqlite3 needs where no ready binary can be had.
FROM node:24-bookworm AS build
WORKDIR /app
COPY . .
# `prepare` compiles src to dist; what only development needs goes again.
RUN npm ci && npm prune --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production \
    TASTEBUD_HOST=0.0.0.0 \
    TASTEBUD_PORT=3978 \
    TASTEBUD_STORE=/data/store.sqlite \
    TASTEBUD_LOG_LEVEL=info
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/data ./data
COPY --from=build /app/models ./models
COPY --from=build /app/intents ./intents
COPY --from=build /app/web ./web
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3978
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.TASTEBUD_PORT + '/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Outside of this machine it wants a token:
#   docker run -p 3978:3978 -v tastebud:/data -e TASTEBUD_WEBHOOK_TOKENS=$(openssl rand -hex 24) tastebud
CMD ["node", "dist/cli/main.js", "start"]
