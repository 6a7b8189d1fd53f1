# The emulator as one static binary in an otherwise empty image.
#
#   docker build -t genauth-emulator .
#   docker run --rm -p 127.0.0.1:8930:8930 -v genauth-data:/data genauth-emulator

FROM swift:6.3-bookworm AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libsqlite3-dev make \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source

# The dependencies change rarely: a layer of their own.
COPY Package.swift ./
RUN swift package resolve

COPY . .
RUN make static

# The directories the program writes to. They must come from here, because an empty image has no shell to
# make them: a new volume takes over the owner of the directory it covers, and SQLite needs a place for
# temporary files.
RUN mkdir -p /writable/data /writable/tmp

FROM scratch
LABEL org.opencontainers.image.title="genauth-emulator" \
      org.opencontainers.image.description="A local emulator of the GenAuth V3 management API"
COPY --from=build --chown=65532:65532 /writable/ /
COPY --from=build /source/.build/static/genauth-emulator /genauth-emulator

# Every flag of the program has such a variable; flags after the image name win.
ENV GENAUTH_EMULATOR_HOST=0.0.0.0 \
    GENAUTH_EMULATOR_DATA=/data

USER 65532:65532
VOLUME /data
EXPOSE 8930
HEALTHCHECK --interval=5s --timeout=2s --start-period=5s --retries=3 \
    CMD ["/genauth-emulator", "health"]
ENTRYPOINT ["/genauth-emulator"]
