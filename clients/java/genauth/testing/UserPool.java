package genauth.testing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A user pool: what a client needs to use it, and the calls of the control API about it. */
public final class UserPool {
    private static final int MOST_EXPLAINED = 5;

    public final Server server;
    public final String id;
    /** For an SDK, together with the access key. */
    public final String host;
    /** For a client whose access key cannot be changed. */
    public final String url;
    public final String accessKeyId;
    public final String accessKeySecret;

    UserPool(Server server, String id, String url, String accessKeyId, String accessKeySecret) {
        this.server = server;
        this.id = id;
        this.host = server.url;
        this.url = url;
        this.accessKeyId = accessKeyId;
        this.accessKeySecret = accessKeySecret;
    }

    /**
     * Makes a call of the control API and returns the JSON of the answer, empty if it has none.
     *
     * @param path what follows /_emulator/user-pools/{userPoolId}
     * @param body JSON, or null
     */
    public String control(String method, String path, String body) {
        return server.control(method, "/user-pools/" + encoded(id) + path, body);
    }

    /** Brings the user pool back to the state it began with. */
    public void reset() {
        control("POST", "/reset", null);
    }

    /** Keeps the present state under a name. */
    public void snapshot(String name) {
        control("POST", "/snapshots", "{\"name\":" + Json.quoted(name) + "}");
    }

    /** Replaces the contents by those of a snapshot. */
    public void restore(String name) {
        control("POST", "/snapshots/" + encoded(name) + "/restore", null);
    }

    /** Makes a copy of the present state. */
    public UserPool copy(String name) {
        return server.userPool(name, Map.of("from", "{\"userPool\":" + Json.quoted(id) + "}"));
    }

    /** Stops the clock at an RFC 3339 time. */
    public void freeze(String now) {
        control("PUT", "/clock", "{\"mode\":\"frozen\",\"now\":" + Json.quoted(now) + "}");
    }

    /** Moves the clock forward. */
    public void advance(int seconds) {
        control("POST", "/clock/advance", "{\"seconds\":" + seconds + "}");
    }

    /** Plans a fault, given as the JSON of the control API. */
    public void fault(String plan) {
        control("POST", "/faults", plan);
    }

    /** Throws ControlException if a planned fault was not applied. */
    public void verifyFaults() {
        control("POST", "/faults/verify", null);
    }

    /** Makes a management token, which has expired already if {@code expiresIn}, in seconds, is negative. */
    public String token(int expiresIn) {
        return Json.text(control("POST", "/tokens", "{\"expiresIn\":" + expiresIn + "}"), "accessToken");
    }

    /** The last requests as JSON, oldest first; {@code query} has filters such as {@code operation=get-group&wait=5s}. */
    public String requests(String query) {
        return control("GET", query.isEmpty() ? "/requests" : "/requests?" + query, null);
    }

    /** The last changes as JSON, oldest first; {@code query} has filters such as {@code name=group:created}. */
    public String events(String query) {
        return control("GET", query.isEmpty() ? "/events" : "/events?" + query, null);
    }

    /** A request, its response and how it was judged, as JSON. */
    public String explain(String requestId) {
        return control("GET", "/requests/" + encoded(requestId), null);
    }

    /** The explanations of the last requests that were refused, each a line of JSON; empty if none was. */
    public String explainRefused() {
        List<String> refused = Json.refused(requests(""));
        StringBuilder text = new StringBuilder();
        for (String requestId : refused.subList(Math.max(0, refused.size() - MOST_EXPLAINED), refused.size())) {
            text.append(explain(requestId)).append('\n');
        }
        return text.toString();
    }

    /** Removes the user pool and its snapshots. */
    public void remove() {
        control("DELETE", "", null);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
