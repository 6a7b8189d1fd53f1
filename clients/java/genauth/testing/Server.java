package genauth.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A server: a process of its own, or one that runs already. */
public final class Server implements AutoCloseable {
    private static final long START_SECONDS = 60;
    private static final long STOP_SECONDS = 15;
    private static final int NAME_LENGTH = 100;
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY).build();

    /** The base URL. */
    public final String url;
    private final Process process;
    private final Path folder;

    private Server(String url, Process process, Path folder) {
        this.url = url.replaceAll("/+$", "");
        this.process = process;
        this.folder = folder;
    }

    /** Uses the server at GENAUTH_EMULATOR_URL; without it, starts one. */
    public static Server open(String... arguments) {
        String url = System.getenv("GENAUTH_EMULATOR_URL");
        return url == null || url.isEmpty() ? start(arguments) : new Server(url, null, null);
    }

    /**
     * Starts the program of GENAUTH_EMULATOR_BINARY, or the one in PATH, on a free port with the state in memory and more arguments
     * of {@code genauth-emulator serve}.
     */
    public static Server start(String... arguments) {
        try {
            Path folder = Files.createTempDirectory("genauth-emulator-");
            Process process = launch(folder, arguments);
            return new Server(ready(process, folder), process, folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Process launch(Path folder, String[] arguments) throws IOException {
        String named = System.getenv("GENAUTH_EMULATOR_BINARY");
        String program = named == null || named.isEmpty() ? "genauth-emulator" : named;
        List<String> command = new ArrayList<>(List.of(program, "serve", "--host", "127.0.0.1", "--port", "0", "--in-memory",
                "--exit-with-parent", "--ready-file", "ready.json"));
        command.addAll(List.of(arguments));
        File log = folder.resolve("log").toFile();
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(log);
        // These are for the clients; the program does not know them.
        builder.environment().keySet().removeAll(List.of("GENAUTH_EMULATOR_BINARY", "GENAUTH_EMULATOR_URL"));
        try {
            return builder.start();
        } catch (IOException failure) {
            throw new IOException("there is no program " + program + ": set GENAUTH_EMULATOR_BINARY to its path, "
                    + "or GENAUTH_EMULATOR_URL to a running server", failure);
        }
    }

    /** The URL of a process that starts, as soon as its ready file is there. */
    private static String ready(Process process, Path folder) throws IOException {
        Path file = folder.resolve("ready.json");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < deadline) {
            if (Files.exists(file) && Files.size(file) > 0) {
                return Json.text(Files.readString(file), "url");
            }
            if (!process.isAlive()) {
                throw new IOException("genauth-emulator ended with " + process.exitValue() + ":\n"
                        + Files.readString(folder.resolve("log")));
            }
            sleep();
        }
        process.destroyForcibly();
        throw new IOException("genauth-emulator was not ready in time:\n" + Files.readString(folder.resolve("log")));
    }

    private static void sleep() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interruption);
        }
    }

    /** Ends the process that {@code start} started; a server that ran already is left alone. */
    @Override
    public void close() {
        if (process == null) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            for (String name : List.of("log", "ready.json", "")) {
                Files.deleteIfExists(folder.resolve(name));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Makes a call of the control API and returns the JSON of the answer, empty if it has none.
     *
     * @param path what follows /_emulator
     * @param body JSON, or null
     */
    public String control(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/_emulator" + path)).timeout(Duration.ofSeconds(60))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("content-type", "application/json");
        }
        String token = System.getenv("GENAUTH_EMULATOR_CONTROL_TOKEN");
        if (token != null && !token.isEmpty()) {
            request.header("authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() >= 400) {
                throw new ControlException(method, path, response.statusCode(), response.body());
            }
            return response.body();
        } catch (IOException failure) {
            throw new UncheckedIOException(method + " " + path + ": no answer from " + url, failure);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interruption);
        }
    }

    /** Makes a user pool that begins as the first user pool began. */
    public UserPool userPool(String name) {
        return userPool(name, Map.of());
    }

    /**
     * Makes a user pool.
     *
     * @param members more members of the call's body, with JSON as values: {@code seed} or {@code from}
     */
    public UserPool userPool(String name, Map<String, String> members) {
        String id = "test-" + UUID.randomUUID();
        String keyId = "key-" + id;
        String secret = UUID.randomUUID().toString();
        int length = Math.min(NAME_LENGTH, name.codePointCount(0, name.length()));
        String shortName = name.substring(0, name.offsetByCodePoints(0, length));
        StringBuilder body = new StringBuilder("{\"id\":" + Json.quoted(id) + ",\"name\":" + Json.quoted(shortName)
                + ",\"accessKey\":{\"id\":" + Json.quoted(keyId) + ",\"secret\":" + Json.quoted(secret) + "}");
        members.forEach((member, json) -> body.append(',').append(Json.quoted(member)).append(':').append(json));
        String made = control("POST", "/user-pools", body.append('}').toString());
        return new UserPool(this, id, Json.text(made, "url"), keyId, secret);
    }
}
