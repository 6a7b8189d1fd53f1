using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;

namespace GenAuthEmulator
{
    /// <summary>A refused call of the control API.</summary>
    public sealed class ControlException : Exception
    {
        /// <summary>The status of HTTP.</summary>
        public int Status { get; }

        /// <summary>The body of the answer: an error with a code and a message.</summary>
        public string Body { get; }

        internal ControlException(string method, string path, int status, string body)
            : base($"{method} {path}: {status} {body}")
        {
            Status = status;
            Body = body;
        }
    }

    /// <summary>A server: a process of its own, or one that runs already.</summary>
    public sealed class Server : IDisposable
    {
        private const string Options = "serve --host 127.0.0.1 --port 0 --in-memory --exit-with-parent --ready-file ready.json";
        private const int StopMilliseconds = 15_000;
        private const int NameLength = 100;
        private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);
        private static readonly HttpClient Client = new HttpClient(new HttpClientHandler { UseProxy = false });

        private readonly Process process;
        private readonly string folder;

        private Server(string url, Process process, string folder)
        {
            Url = url.TrimEnd('/');
            this.process = process;
            this.folder = folder;
        }

        /// <summary>The base URL.</summary>
        public string Url { get; }

        /// <summary>Uses the server at GENAUTH_EMULATOR_URL; without it, starts one.</summary>
        public static Server Open(string arguments = "")
        {
            var url = Environment.GetEnvironmentVariable("GENAUTH_EMULATOR_URL");
            return string.IsNullOrEmpty(url) ? Start(arguments) : new Server(url, null, null);
        }

        /// <summary>
        /// Starts the program of GENAUTH_EMULATOR_BINARY, or the one in PATH, on a free port with the state in memory and more
        /// arguments of `genauth-emulator serve`.
        /// </summary>
        public static Server Start(string arguments = "")
        {
            var folder = Path.Combine(Path.GetTempPath(), "genauth-emulator-" + Guid.NewGuid().ToString("N"));
            Directory.CreateDirectory(folder);
            var log = new StringBuilder();
            Process process = null;
            try
            {
                process = Launch(folder, arguments, log);
                return new Server(Ready(process, folder, log), process, folder);
            }
            catch
            {
                End(process, folder);
                throw;
            }
        }

        private static Process Launch(string folder, string arguments, StringBuilder log)
        {
            var named = Environment.GetEnvironmentVariable("GENAUTH_EMULATOR_BINARY");
            var program = string.IsNullOrEmpty(named) ? "genauth-emulator" : named;
            var start = new ProcessStartInfo(program, $"{Options} {arguments}")
            {
                WorkingDirectory = folder,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            // These are for the clients; the program does not know them.
            start.EnvironmentVariables.Remove("GENAUTH_EMULATOR_BINARY");
            start.EnvironmentVariables.Remove("GENAUTH_EMULATOR_URL");
            var process = new Process { StartInfo = start };
            DataReceivedEventHandler keep = (sender, line) => { lock (log) { log.AppendLine(line.Data); } };
            process.OutputDataReceived += keep;
            process.ErrorDataReceived += keep;
            try
            {
                process.Start();
            }
            catch (System.ComponentModel.Win32Exception failure)
            {
                throw new InvalidOperationException($"there is no program {program}: set GENAUTH_EMULATOR_BINARY to its path, "
                    + "or GENAUTH_EMULATOR_URL to a running server", failure);
            }
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            return process;
        }

        /// <summary>The URL of a process that starts, as soon as its ready file is there.</summary>
        private static string Ready(Process process, string folder, StringBuilder log)
        {
            var file = new FileInfo(Path.Combine(folder, "ready.json"));
            var clock = Stopwatch.StartNew();
            while (clock.Elapsed < StartTime)
            {
                file.Refresh();
                if (file.Exists && file.Length > 0)
                {
                    return Json.Text(File.ReadAllText(file.FullName), "url");
                }
                if (process.HasExited)
                {
                    process.WaitForExit();
                    throw new InvalidOperationException($"genauth-emulator ended with {process.ExitCode}:\n{log}");
                }
                Thread.Sleep(5);
            }
            throw new InvalidOperationException($"genauth-emulator was not ready in time:\n{log}");
        }

        /// <summary>Ends the process that `Start` started; a server that ran already is left alone.</summary>
        public void Dispose()
        {
            End(process, folder);
        }

        // The state is in memory, so nothing is lost by an end without notice.
        private static void End(Process process, string folder)
        {
            try
            {
                process?.Kill();
                process?.WaitForExit(StopMilliseconds);
            }
            catch (InvalidOperationException)
            {
                // It has ended, or was not started.
            }
            if (folder != null && Directory.Exists(folder))
            {
                Directory.Delete(folder, true);
            }
        }

        /// <summary>
        /// Makes a call of the control API and returns the JSON of the answer, empty if it has none. The path is what follows
        /// /_emulator; the body is JSON or null.
        /// </summary>
        public async Task<string> Control(string method, string path, string body = null)
        {
            using (var request = new HttpRequestMessage(new HttpMethod(method), $"{Url}/_emulator{path}"))
            {
                if (body != null)
                {
                    request.Content = new StringContent(body, Encoding.UTF8, "application/json");
                }
                var token = Environment.GetEnvironmentVariable("GENAUTH_EMULATOR_CONTROL_TOKEN");
                if (!string.IsNullOrEmpty(token))
                {
                    request.Headers.Add("authorization", $"Bearer {token}");
                }
                using (var response = await Send(request, $"{method} {path}").ConfigureAwait(false))
                {
                    var text = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
                    if ((int)response.StatusCode >= 400)
                    {
                        throw new ControlException(method, path, (int)response.StatusCode, text);
                    }
                    return text;
                }
            }
        }

        private async Task<HttpResponseMessage> Send(HttpRequestMessage request, string call)
        {
            try
            {
                return await Client.SendAsync(request).ConfigureAwait(false);
            }
            catch (HttpRequestException failure)
            {
                throw new HttpRequestException($"{call}: no answer from {Url}: {failure.Message}", failure);
            }
        }

        /// <summary>
        /// Makes a user pool: from a seed, as JSON of one user pool of the seed format, or as the first user pool began.
        /// </summary>
        public Task<UserPool> MakeUserPool(string name = null, string seed = null)
        {
            return Make(name, seed == null ? "" : $",\"seed\":{seed}");
        }

        internal async Task<UserPool> Make(string name, string members)
        {
            var id = "test-" + Guid.NewGuid().ToString("N");
            var keyId = "key-" + id;
            var secret = Guid.NewGuid().ToString("N");
            var shortName = (name ?? id).Length > NameLength ? name.Substring(0, NameLength) : name ?? id;
            var made = await Control("POST", "/user-pools", $"{{\"id\":{Json.Quoted(id)},\"name\":{Json.Quoted(shortName)},"
                + $"\"accessKey\":{{\"id\":{Json.Quoted(keyId)},\"secret\":{Json.Quoted(secret)}}}{members}}}").ConfigureAwait(false);
            return new UserPool(this, id, Json.Text(made, "url"), keyId, secret);
        }

        /// <summary>
        /// Calls a test with a user pool, which is removed afterwards. If the test throws, standard error says which requests were
        /// refused, and why.
        /// </summary>
        public async Task WithUserPool(Func<UserPool, Task> test, string name = null, string seed = null)
        {
            var pool = await MakeUserPool(name, seed).ConfigureAwait(false);
            try
            {
                await test(pool).ConfigureAwait(false);
            }
            catch
            {
                var text = await pool.ExplainRefused().ConfigureAwait(false);
                if (text != "")
                {
                    Console.Error.WriteLine($"requests that user pool {pool.Id} refused:\n{text}");
                }
                throw;
            }
            finally
            {
                try
                {
                    await pool.Remove().ConfigureAwait(false);
                }
                catch (ControlException refusal) when (refusal.Status == 404)
                {
                    // The test has removed it.
                }
            }
        }
    }

    /// <summary>A user pool: what a client needs to use it, and the calls of the control API about it.</summary>
    public sealed class UserPool
    {
        private const int MostExplained = 5;

        internal UserPool(Server server, string id, string url, string accessKeyId, string accessKeySecret)
        {
            Server = server;
            Id = id;
            Url = url;
            AccessKeyId = accessKeyId;
            AccessKeySecret = accessKeySecret;
        }

        public Server Server { get; }

        public string Id { get; }

        /// <summary>For an SDK, together with the access key.</summary>
        public string Host => Server.Url;

        /// <summary>For a client whose access key cannot be changed.</summary>
        public string Url { get; }

        public string AccessKeyId { get; }

        public string AccessKeySecret { get; }

        /// <summary>Makes a call of the control API; the path is what follows /_emulator/user-pools/{userPoolId}.</summary>
        public Task<string> Control(string method, string path = "", string body = null)
        {
            return Server.Control(method, $"/user-pools/{Uri.EscapeDataString(Id)}{path}", body);
        }

        /// <summary>Brings the user pool back to the state it began with.</summary>
        public Task Reset() => Control("POST", "/reset");

        /// <summary>Keeps the present state under a name.</summary>
        public Task Snapshot(string name) => Control("POST", "/snapshots", $"{{\"name\":{Json.Quoted(name)}}}");

        /// <summary>Replaces the contents by those of a snapshot.</summary>
        public Task Restore(string name) => Control("POST", $"/snapshots/{Uri.EscapeDataString(name)}/restore");

        /// <summary>Makes a copy of the present state.</summary>
        public Task<UserPool> Copy(string name = null) => Server.Make(name, $",\"from\":{{\"userPool\":{Json.Quoted(Id)}}}");

        /// <summary>Stops the clock at an RFC 3339 time.</summary>
        public Task Freeze(string now) => Control("PUT", "/clock", $"{{\"mode\":\"frozen\",\"now\":{Json.Quoted(now)}}}");

        /// <summary>Moves the clock forward.</summary>
        public Task Advance(int seconds) => Control("POST", "/clock/advance", $"{{\"seconds\":{seconds}}}");

        /// <summary>Plans a fault, given as the JSON of the control API.</summary>
        public Task Fault(string plan) => Control("POST", "/faults", plan);

        /// <summary>Throws a ControlException if a planned fault was not applied.</summary>
        public Task VerifyFaults() => Control("POST", "/faults/verify");

        /// <summary>Makes a management token, which has expired already if the lifetime, in seconds, is negative.</summary>
        public async Task<string> Token(int expiresIn = 3600)
        {
            return Json.Text(await Control("POST", "/tokens", $"{{\"expiresIn\":{expiresIn}}}").ConfigureAwait(false), "accessToken");
        }

        /// <summary>The last requests as JSON, oldest first; the query has filters: operation=get-group&amp;wait=5s.</summary>
        public Task<string> Requests(string query = "") => Control("GET", query == "" ? "/requests" : $"/requests?{query}");

        /// <summary>The last changes as JSON, oldest first; the query has filters: name=group:created.</summary>
        public Task<string> Events(string query = "") => Control("GET", query == "" ? "/events" : $"/events?{query}");

        /// <summary>A request, its response and how it was judged, as JSON.</summary>
        public Task<string> Explain(string requestId) => Control("GET", $"/requests/{Uri.EscapeDataString(requestId)}");

        /// <summary>The explanations of the last requests that were refused, each a line of JSON; empty if none was.</summary>
        public async Task<string> ExplainRefused()
        {
            var refused = Json.Refused(await Requests().ConfigureAwait(false));
            var text = new StringBuilder();
            foreach (var requestId in refused.Skip(refused.Count - MostExplained))
            {
                text.AppendLine(await Explain(requestId).ConfigureAwait(false));
            }
            return text.ToString();
        }

        /// <summary>Removes the user pool and its snapshots.</summary>
        public Task Remove() => Control("DELETE");
    }

    /// <summary>What is needed of JSON, so that no package is.</summary>
    internal static class Json
    {
        private const string AnyText = "\"((?:[^\"\\\\]|\\\\.)*)\"";

        /// <summary>A text in quotation marks.</summary>
        internal static string Quoted(string text)
        {
            var letters = text.Select(letter =>
                letter == '"' || letter == '\\' ? $"\\{letter}" : letter < ' ' ? $"\\u{(int)letter:x4}" : letter.ToString());
            return $"\"{string.Concat(letters)}\"";
        }

        /// <summary>The first text of a member of this name.</summary>
        internal static string Text(string json, string name)
        {
            var found = Regex.Match(json, $"\"{name}\":{AnyText}");
            return found.Success ? found.Groups[1].Value : throw new InvalidOperationException($"there is no {name} in {json}");
        }

        /// <summary>The ids of the requests of a journal that were refused or not answered; an entry's fields are in this order.</summary>
        internal static List<string> Refused(string journal)
        {
            return Regex.Matches(journal, $"\"requestId\":{AnyText}[^{{}}]*?\"statusCode\":([0-9]+)").Cast<Match>()
                .Where(found => int.Parse(found.Groups[2].Value) < 200 || int.Parse(found.Groups[2].Value) >= 400)
                .Select(found => found.Groups[1].Value).ToList();
        }
    }
}
