package dev.likeness.web.egress;

/** Why a user's address gave nothing. The message may be shown to that user: it holds no address but theirs. */
public final class EgressException extends RuntimeException {

    /** What happened. */
    public enum Kind {
        /** The address is not one the server goes to. */
        REFUSED,
        /** Answered, but not with 2xx. */
        HTTP_STATUS,
        /** More bytes than allowed. */
        TOO_LARGE,
        /** No connection, no answer, or too slow. */
        UNREACHABLE,
        /** Answered in a content encoding that is not known here, or is broken. */
        UNREADABLE
    }

    private final Kind kind;
    private final int status;

    EgressException(Kind kind, String message) {
        this(kind, message, 0);
    }

    EgressException(Kind kind, String message, int status) {
        super(message);
        this.kind = kind;
        this.status = status;
    }

    static EgressException tooLarge() {
        return new EgressException(Kind.TOO_LARGE, "The file is too large");
    }

    public Kind kind() {
        return kind;
    }

    /** The status answered, with {@link Kind#HTTP_STATUS}; else 0. */
    public int status() {
        return status;
    }

    /** Always there, unlike {@link #getMessage()}. */
    public String message() {
        return String.valueOf(getMessage());
    }
}
