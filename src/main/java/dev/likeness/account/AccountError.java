package dev.likeness.account;

import dev.likeness.common.ErrorCode;

/** The codes that accounts and secrets raise (CONTRACT 1.3). */
enum AccountError implements ErrorCode {

    ALIAS_EXISTS(409), SECRET_REVEAL_CONSOLE_ONLY(403);

    private final int httpStatus;

    AccountError(int httpStatus) {
        this.httpStatus = httpStatus;
    }

    @Override
    public int httpStatus() {
        return httpStatus;
    }
}
