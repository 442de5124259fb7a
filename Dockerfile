# The five services, each an image of its own, from one build:
#
#   docker build --build-arg SERVICE=todo-service -t tideline/todo-service:0.1.0 .
#
# Any builder will do, BuildKit or the classic one. The image runs as uid 10001 and needs to write nowhere but in /tmp (executable:
# native libraries are unpacked there) and, if told to keep its state there, in /state.
ARG MAVEN_IMAGE=maven:3.9-eclipse-temurin-25
ARG JRE_IMAGE=eclipse-temurin:25-jre

# The poms alone, so that the next stage starts anew only when one of them has changed.
FROM ${MAVEN_IMAGE} AS poms
WORKDIR /source
COPY . .
RUN find . -type f ! -name pom.xml -delete && find . -type d -empty -delete

FROM ${MAVEN_IMAGE} AS build
# More arguments for Maven: a settings file with your mirror, -o, ...
ARG MAVEN_OPTIONS=""
WORKDIR /source
COPY --from=poms /source .
# Fetches all that the build needs by building next to nothing; one source file, or the compiler's plugins would be left out.
RUN mkdir -p shared-events/src/main/java/warmup \
    && echo 'package warmup;' > shared-events/src/main/java/warmup/package-info.java \
    && mvn -B -ntp -q -Dmaven.repo.local=/repository -Dmaven.test.skip -Dspring-boot.repackage.skip \
        -pl "$(ls -d *-service | paste -sd,)" -am ${MAVEN_OPTIONS} package \
    && rm -rf shared-events/src */target
COPY . .
RUN mvn -B -ntp -q -Dmaven.repo.local=/repository -Dmaven.test.skip \
        -pl "$(ls -d *-service | paste -sd,)" -am ${MAVEN_OPTIONS} package \
    && for service in *-service; do \
        java -Djarmode=tools -jar "$service"/target/"$service"-*.jar \
            extract --layers --application-filename app.jar --destination /layers/"$service" || exit 1; \
    done

FROM ${JRE_IMAGE}
RUN groupadd --gid 10001 tideline \
    && useradd --uid 10001 --gid tideline --home-dir /tmp --no-create-home --shell /usr/sbin/nologin tideline \
    && install -d -o tideline -g tideline /state
WORKDIR /app
# Heap is not all of a JVM: 60 % leaves room for the rest of it in a limit of 512 MiB. The last two spare the log their warnings.
ENV SERVER_PORT=8080 \
    SERVER_ADDRESS=0.0.0.0 \
    LOGGING_STRUCTURED_FORMAT_CONSOLE=ecs \
    JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=60 -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -XX:+ExitOnOutOfMemoryError \
--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
EXPOSE 8080
# There is no curl in the image, but bash can speak to a port.
HEALTHCHECK --interval=5s --timeout=4s --start-period=2m --retries=3 CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/$SERVER_PORT; printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3; read -r status <&3; [[ $status == *' 200'* ]]"]
USER 10001:10001
ENTRYPOINT ["java", "-jar", "app.jar"]
ARG SERVICE
COPY --from=build /layers/${SERVICE}/dependencies/ ./
COPY --from=build /layers/${SERVICE}/spring-boot-loader/ ./
COPY --from=build /layers/${SERVICE}/snapshot-dependencies/ ./
COPY --from=build /layers/${SERVICE}/application/ ./
