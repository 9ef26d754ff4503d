# faceml serve, as a user without rights. The volume /data holds galleries, keys and, if wanted, appsettings.json.
#   docker build -t faceml .
#   docker run --rm -v faceml:/data faceml keys create /data/keys.json --id operator --scope admin
#   docker run -d -p 8080:8080 -v faceml:/data faceml
FROM node:22-bookworm-slim AS node

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /source
COPY . .
RUN dotnet publish src/FaceML.Cli -c Release --use-current-runtime --self-contained false -p:PublishReadyToRun=true -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY --from=build /app /app
RUN install -d -m 700 -o $APP_UID -g $APP_UID /data
ENV FACEML_HOME=/data/home
VOLUME /data
WORKDIR /data
USER $APP_UID
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s \
  CMD ["dotnet", "/app/FaceML.Cli.dll", "serve", "health", "--url", "http://127.0.0.1:8080"]
ENTRYPOINT ["dotnet", "/app/FaceML.Cli.dll"]
CMD ["serve", "--url", "http://*:8080", "--galleries", "/data/galleries", "--keys", "/data/keys.json"]
