# The emulator as one static binary in an otherwise empty image. docs/containers.md explains the choices.
#
#   docker build -t genauth-emulator .        or  make image, which adds the labels of the revision
#   docker run --rm -p 127.0.0.1:8930:8930 -v genauth-data:/data genauth-emulator

FROM swift:6.3-bookworm AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libsqlite3-dev make \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .

# Downloads and compiled modules are kept for the next build, which then compiles only changed modules.
RUN --mount=type=cache,id=genauth-emulator-packages,target=/root/.cache/org.swift.swiftpm \
    --mount=type=cache,id=genauth-emulator-build,target=/source/.build-static,sharing=locked \
    make static

# An empty image has no shell to create a folder. A new volume and a tmpfs inherit owner and mode of the folder they cover.
# This mode lets any user write, also one with an arbitrary number and group 0, as on OpenShift.
RUN mkdir -p /writable/data && chown 65532:0 /writable/data && chmod 1777 /writable/data

FROM scratch
COPY --from=build /writable/ /
COPY --from=build /source/.build/static/genauth-emulator /genauth-emulator

# Every option has a variable; options after the image name have precedence. Docker kills a container ten seconds after
# SIGTERM, so running requests have less.
ENV GENAUTH_EMULATOR_HOST=0.0.0.0 \
    GENAUTH_EMULATOR_DATA=/data \
    GENAUTH_EMULATOR_STOP_TIMEOUT=7

USER 65532:65532
VOLUME /data
EXPOSE 8930
# The first probe runs after one interval. A large seed takes minutes; until then a failed probe does not count.
HEALTHCHECK --interval=1s --timeout=2s --start-period=10m --retries=5 \
    CMD ["/genauth-emulator", "health"]
ENTRYPOINT ["/genauth-emulator"]

# Last, so that another revision changes no layer. The licenses include those of everything that is linked.
ARG VERSION=0.1.0
ARG REVISION=unknown
ARG SOURCE=unknown
LABEL org.opencontainers.image.title="genauth-emulator" \
      org.opencontainers.image.description="A local emulator of the GenAuth V3 management API" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.source="$SOURCE" \
      org.opencontainers.image.licenses="MIT AND Apache-2.0 AND Apache-2.0 WITH Swift-exception AND Unicode-3.0 AND LGPL-2.1-or-later AND GPL-3.0-or-later WITH GCC-exception-3.1 AND CC0-1.0 AND blessing"
