FROM node:24 AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY scripts scripts
COPY apps/admin/package.json apps/admin/
COPY apps/api/package.json apps/api/
COPY e2e/package.json e2e/
COPY packages/core/package.json packages/core/
COPY packages/html/package.json packages/html/
COPY packages/yaml/package.json packages/yaml/
COPY packages/messages/package.json packages/messages/
COPY packages/mime/package.json packages/mime/
RUN node scripts/set-up.mjs
COPY . .
ENV TURBO_TELEMETRY_DISABLED=1
RUN npx turbo run build --filter=@mailroom/api --filter=@mailroom/admin && npm prune --omit=dev --ignore-scripts

FROM node:24-slim
ENV NODE_ENV=production MAILROOM_HOST=0.0.0.0 MAILROOM_PORT=4000 MAILROOM_DATA_DIR=/data
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/packages packages
COPY --from=build /app/apps apps
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 4000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.MAILROOM_PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/api/dist/main.js"]
