# The service for production: it needs DATABASE_URL and MEILI_URL; the embedded engines are left out.

FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# Install scripts prepare the embedded Postgres, which nothing here uses; esbuild works without its own.
RUN npm ci --ignore-scripts
COPY build.ts tsconfig.json ./
COPY src src
RUN npm run build

FROM node:20-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# Without optional packages esbuild has no binary. It only builds; its install script, which would fetch one, is not run.
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM node:20-bookworm-slim
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json ./
COPY migrations migrations
COPY openapi openapi
COPY data data
ENV HOST=0.0.0.0 PORT=3000 ATLAS_HOME=/tmp/atlas
# The user `node`
USER 1000:1000
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/cli.js", "serve"]
