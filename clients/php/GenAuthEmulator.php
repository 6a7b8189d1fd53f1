<?php

declare(strict_types=1);

namespace GenAuthEmulator;

/** A refused call of the control API; the code of the exception is the status of HTTP. */
final class ControlException extends \RuntimeException
{
}

/** A server: a process of its own, or one that runs already. */
final class Server
{
    private const OPTIONS = ['serve', '--host', '127.0.0.1', '--port', '0', '--in-memory', '--exit-with-parent',
        '--ready-file', 'ready.json'];
    private const START_SECONDS = 60;
    private const STOP_SECONDS = 15;
    private const NAME_LENGTH = 100;

    private static ?self $shared = null;

    /** @param resource|null $process */
    private function __construct(public readonly string $url, private $process = null, private string $folder = '')
    {
    }

    /** The server of this program, which ends with it. */
    public static function shared(string ...$arguments): self
    {
        if (self::$shared === null) {
            self::$shared = self::open(...$arguments);
            register_shutdown_function(self::$shared->stop(...));
        }
        return self::$shared;
    }

    /** Uses the server at GENAUTH_EMULATOR_URL; without it, starts one. */
    public static function open(string ...$arguments): self
    {
        $url = getenv('GENAUTH_EMULATOR_URL');
        return $url ? new self(rtrim($url, '/')) : self::start(...$arguments);
    }

    /**
     * Starts the program of GENAUTH_EMULATOR_BINARY, or the one in PATH, on a free port with the state in memory and more arguments
     * of `genauth-emulator serve`.
     */
    public static function start(string ...$arguments): self
    {
        $program = getenv('GENAUTH_EMULATOR_BINARY') ?: 'genauth-emulator';
        $folder = sys_get_temp_dir() . '/genauth-emulator-' . bin2hex(random_bytes(8));
        mkdir($folder, 0700);
        // These are for the clients; the program does not know them.
        $environment = array_diff_key(getenv(), ['GENAUTH_EMULATOR_BINARY' => 1, 'GENAUTH_EMULATOR_URL' => 1]);
        $files = [['file', '/dev/null', 'r'], ['file', "$folder/log", 'w'], ['redirect', 1]];
        $process = @proc_open([$program, ...self::OPTIONS, ...$arguments], $files, $pipes, $folder, $environment);
        $server = new self('', $process ?: null, $folder);
        try {
            if (!$process) {
                throw new \RuntimeException(self::missing($program));
            }
            return new self(self::ready($process, $folder, $program), $process, $folder);
        } catch (\Throwable $failure) {
            $server->stop();
            throw $failure;
        }
    }

    private static function missing(string $program): string
    {
        return "there is no program $program: set GENAUTH_EMULATOR_BINARY to its path, or GENAUTH_EMULATOR_URL to a running server";
    }

    /**
     * The URL of a process that starts, as soon as its ready file is there.
     *
     * @param resource $process
     */
    private static function ready($process, string $folder, string $program): string
    {
        $deadline = microtime(true) + self::START_SECONDS;
        while (microtime(true) < $deadline) {
            $text = is_file("$folder/ready.json") ? file_get_contents("$folder/ready.json") : '';
            if ($text !== '') {
                return json_decode($text, true, flags: JSON_THROW_ON_ERROR)['url'];
            }
            $status = proc_get_status($process);
            if (!$status['running']) {
                $log = file_get_contents("$folder/log");
                $code = $status['exitcode'];
                throw new \RuntimeException($code === 127 ? self::missing($program) : "genauth-emulator ended with $code:\n$log");
            }
            usleep(5_000);
        }
        throw new \RuntimeException("genauth-emulator was not ready in time:\n" . file_get_contents("$folder/log"));
    }

    /** Ends the process that `start` started; a server that ran already is left alone. */
    public function stop(): void
    {
        if ($this->process !== null) {
            proc_terminate($this->process);
            $deadline = microtime(true) + self::STOP_SECONDS;
            while (proc_get_status($this->process)['running']) {
                if (microtime(true) > $deadline) {
                    proc_terminate($this->process, 9);
                }
                usleep(2_000);
            }
            proc_close($this->process);
            $this->process = null;
        }
        if ($this->folder !== '') {
            array_map('unlink', glob("$this->folder/*"));
            rmdir($this->folder);
            $this->folder = '';
        }
    }

    /**
     * Makes a call of the control API and returns the JSON of the answer as arrays, null if it has none.
     *
     * @param string $path what follows /_emulator
     */
    public function control(string $method, string $path, mixed $body = null): ?array
    {
        $headers = [];
        if ($body !== null) {
            $headers[] = 'content-type: application/json';
        }
        if ($token = getenv('GENAUTH_EMULATOR_CONTROL_TOKEN')) {
            $headers[] = "authorization: Bearer $token";
        }
        $content = $body === null ? '' : json_encode($body, JSON_THROW_ON_ERROR);
        $options = ['method' => $method, 'header' => $headers, 'content' => $content, 'ignore_errors' => true, 'timeout' => 60];
        $text = @file_get_contents("$this->url/_emulator$path", false, stream_context_create(['http' => $options]));
        if ($text === false) {
            throw new \RuntimeException("$method $path: no answer from $this->url");
        }
        $status = (int) explode(' ', $http_response_header[0])[1];
        if ($status >= 400) {
            $message = json_decode($text, true)['error']['message'] ?? $text;
            throw new ControlException("$method $path: $message ($status)", $status);
        }
        return $text === '' ? null : json_decode($text, true, flags: JSON_THROW_ON_ERROR);
    }

    /**
     * Makes a user pool: from a user pool of the seed format, as a copy of another, or as the first user pool began.
     *
     * @param string|null $snapshot one of the snapshots of `$copyOf`, instead of its present state
     */
    public function userPool(string $name = '', ?array $seed = null, ?UserPool $copyOf = null, ?string $snapshot = null): UserPool
    {
        $id = 'test-' . bin2hex(random_bytes(8));
        preg_match('/^.{0,' . self::NAME_LENGTH . '}/us', $name === '' ? $id : $name, $short);
        $body = ['id' => $id, 'name' => $short[0], 'accessKey' => ['id' => "key-$id", 'secret' => bin2hex(random_bytes(16))]];
        if ($seed !== null) {
            $body['seed'] = $seed;
        }
        if ($copyOf !== null) {
            $body['from'] = array_filter(['userPool' => $copyOf->id, 'snapshot' => $snapshot], fn ($item) => $item !== null);
        }
        return new UserPool($this, $this->control('POST', '/user-pools', $body));
    }

    /**
     * Calls a test with a user pool, which is removed afterwards. If the test throws, standard error says which requests were
     * refused, and why. The other arguments are those of `userPool`.
     */
    public function withUserPool(callable $test, mixed ...$arguments): mixed
    {
        $pool = $this->userPool(...$arguments);
        try {
            return $test($pool);
        } catch (\Throwable $failure) {
            $text = $pool->explainRefused();
            fwrite(STDERR, $text === '' ? '' : "requests that user pool $pool->id refused:\n$text\n");
            throw $failure;
        } finally {
            try {
                $pool->remove();
            } catch (ControlException $refusal) {
                if ($refusal->getCode() !== 404) {
                    throw $refusal;
                }
            }
        }
    }
}

/** A user pool: what a client needs to use it, and the calls of the control API about it. */
final class UserPool
{
    private const MOST_EXPLAINED = 5;

    public readonly string $id;
    /** For an SDK, together with the access key. */
    public readonly string $host;
    /** For a client whose access key cannot be changed. */
    public readonly string $url;
    public readonly string $accessKeyId;
    public readonly string $accessKeySecret;

    public function __construct(public readonly Server $server, array $made)
    {
        [$this->id, $this->host, $this->url] = [$made['id'], $server->url, $made['url']];
        ['id' => $this->accessKeyId, 'secret' => $this->accessKeySecret] = $made['accessKeys'][0];
    }

    /**
     * Makes a call of the control API.
     *
     * @param string $path what follows /_emulator/user-pools/{userPoolId}
     */
    public function control(string $method, string $path = '', mixed $body = null): ?array
    {
        return $this->server->control($method, '/user-pools/' . rawurlencode($this->id) . $path, $body);
    }

    /** Brings the user pool back to the state it began with. */
    public function reset(): void
    {
        $this->control('POST', '/reset');
    }

    /** Keeps the present state under a name. */
    public function snapshot(string $name): void
    {
        $this->control('POST', '/snapshots', ['name' => $name]);
    }

    /** Replaces the contents by those of a snapshot. */
    public function restore(string $name): void
    {
        $this->control('POST', '/snapshots/' . rawurlencode($name) . '/restore');
    }

    /** Stops the clock at an RFC 3339 time. */
    public function freeze(string $now): void
    {
        $this->control('PUT', '/clock', ['mode' => 'frozen', 'now' => $now]);
    }

    /** Moves the clock forward. */
    public function advance(int $seconds): void
    {
        $this->control('POST', '/clock/advance', ['seconds' => $seconds]);
    }

    /** Plans a fault, with the members of the control API. */
    public function fault(array $plan): array
    {
        return $this->control('POST', '/faults', $plan);
    }

    /** Throws a ControlException if a planned fault was not applied. */
    public function verifyFaults(): void
    {
        $this->control('POST', '/faults/verify');
    }

    /** Makes a management token, which has expired already if `$expiresIn`, in seconds, is negative. */
    public function token(int $expiresIn = 3600): string
    {
        return $this->control('POST', '/tokens', ['expiresIn' => $expiresIn])['accessToken'];
    }

    /** The last requests, oldest first. Filters are operation, statusCode, since and wait. */
    public function requests(string ...$filters): array
    {
        return $this->control('GET', self::query('/requests', $filters))['requests'];
    }

    /** The last changes, oldest first. Filters are name, since and wait. */
    public function events(string ...$filters): array
    {
        return $this->control('GET', self::query('/events', $filters))['events'];
    }

    /** A request, its response and how it was judged. */
    public function explain(string $requestId): array
    {
        return $this->control('GET', '/requests/' . rawurlencode($requestId));
    }

    /** The explanations of the last requests that were refused, as indented JSON; empty if none was. */
    public function explainRefused(): string
    {
        $refused = array_filter($this->requests(), fn ($entry) => $entry['statusCode'] < 200 || $entry['statusCode'] >= 400);
        $explain = function (array $entry): string {
            $flags = JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE;
            $request = $this->explain($entry['requestId']);
            $message = $request['response']['body']['message'] ?? 'no answer';
            $line = "{$entry['statusCode']} {$entry['method']} {$entry['path']}: $message";
            return "$line\n" . json_encode($request['explanation'], $flags);
        };
        return implode("\n", array_map($explain, array_slice($refused, -self::MOST_EXPLAINED)));
    }

    /** Removes the user pool and its snapshots. */
    public function remove(): void
    {
        $this->control('DELETE');
    }

    private static function query(string $path, array $filters): string
    {
        return $filters ? $path . '?' . http_build_query($filters) : $path;
    }
}
