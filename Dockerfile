# syntax=docker/dockerfile:1
# docker build --build-arg VOICES=kokoro: the ten voices are ten people, and the image is 97 MB larger.
ARG VOICES

# Build: the jar, taken apart so that its layers cache. The tests run elsewhere (mvn verify).
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY pom.xml formatter.prefs ./
RUN mvn -B -ntp dependency:go-offline -Dspotless.check.skip=true
COPY src ./src
COPY db ./db
RUN mvn -B -ntp package -Dmaven.test.skip=true -Dspotless.check.skip=true \
    && cp target/likeness-*.jar likeness.jar \
    && java -Djarmode=tools -jar likeness.jar extract --destination /app

# Train: one start with the embedded database writes the AOT cache of the same JVM and jar. As a normal user:
# PostgreSQL refuses to run as root, and the way round that needs user namespaces.
FROM eclipse-temurin:25-jre AS train
RUN useradd --create-home --uid 10001 likeness
COPY --from=build --chown=likeness /app /app
USER likeness
WORKDIR /app
COPY --chown=likeness src/scripts/train-aot /app/train-aot
RUN bash /app/train-aot

# Voices: a folder that is empty, or has the pack.
FROM node:24-bookworm-slim AS voices-kokoro
RUN apt-get update && apt-get install --yes --no-install-recommends python3 python3-pip && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY src/scripts/voices src/scripts/dequantise_kokoro.py ./src/scripts/
COPY src/main/models/LICENSE ./src/main/models/
COPY src/main/models/kokoro ./src/main/models/kokoro
RUN bash src/scripts/voices /voices

FROM eclipse-temurin:25-jre AS voices-none
RUN mkdir /voices

FROM voices-${VOICES:-none} AS voices

FROM eclipse-temurin:25-jre
ARG VOICES
RUN useradd --create-home --uid 10001 likeness && mkdir /data && chown likeness /data
COPY --from=train --chown=likeness /app /app
COPY --from=voices /voices /voices
USER likeness
WORKDIR /app
ENV LIKENESS_DATA_DIR=/data SERVER_ADDRESS=0.0.0.0 LIKENESS_TTS_KOKORO=${VOICES:+/voices}
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["java", "-XX:AOTCache=/app/likeness.aot", "-XX:MaxRAMPercentage=60", "-Dorg.bytedeco.javacpp.cachedir=/data/natives", "--enable-native-access=ALL-UNNAMED", "-jar", "/app/likeness.jar"]
