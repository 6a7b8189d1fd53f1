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

# What was fetched and compiled is kept for the next build, so that a changed source costs its own modules only.
RUN --mount=type=cache,id=genauth-emulator-packages,target=/root/.cache/org.swift.swiftpm \
    --mount=type=cache,id=genauth-emulator-build,target=/source/.build-static,sharing=locked \
    make static

# An empty image has no shell to make a folder. A new volume takes over owner and mode of the folder it covers,
# and so does a tmpfs: these let any user write, as OpenShift's, which has a number of its own and group 0.
RUN mkdir -p /writable/data && chown 65532:0 /writable/data && chmod 1777 /writable/data

FROM scratch
COPY --from=build /writable/ /
COPY --from=build /source/.build/static/genauth-emulator /genauth-emulator

# Every flag of the program has such a variable; flags after the image name win. Docker kills what has not ended
# ten seconds after SIGTERM, so requests in work have less.
ENV GENAUTH_EMULATOR_HOST=0.0.0.0 \
    GENAUTH_EMULATOR_DATA=/data \
    GENAUTH_EMULATOR_STOP_TIMEOUT=7

USER 65532:65532
VOLUME /data
EXPOSE 8930
# The first probe comes after one interval. A large seed takes minutes, in which no probe counts as a failure.
HEALTHCHECK --interval=1s --timeout=2s --start-period=10m --retries=5 \
    CMD ["/genauth-emulator", "health"]
ENTRYPOINT ["/genauth-emulator"]

# Last, so that another revision changes no layer. The licenses are those of what is linked in, too.
ARG VERSION=0.1.0
ARG REVISION=unknown
ARG SOURCE=unknown
LABEL org.opencontainers.image.title="genauth-emulator" \
      org.opencontainers.image.description="A local emulator of the GenAuth V3 management API" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.source="$SOURCE" \
      org.opencontainers.image.licenses="MIT AND Apache-2.0 AND Apache-2.0 WITH Swift-exception AND Unicode-3.0 AND LGPL-2.1-or-later AND GPL-3.0-or-later WITH GCC-exception-3.1 AND CC0-1.0 AND blessing"
