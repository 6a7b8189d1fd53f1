package genauth.testing;

/** A refused call of the control API. */
public final class ControlException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The status of HTTP. */
    public final int status;
    /** The body of the answer: an error with a code and a message. */
    public final String body;

    ControlException(String method, String path, int status, String body) {
        super(method + " " + path + ": " + status + " " + body);
        this.status = status;
        this.body = body;
    }
}
