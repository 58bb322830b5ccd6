package dev.likeness.billing;

import dev.likeness.common.ErrorCode;

/** The codes that charges raise (CONTRACT 1.3). */
public enum BillingError implements ErrorCode {

    INSUFFICIENT_BALANCE(402), ACCOUNT_SUSPENDED(403);

    private final int httpStatus;

    BillingError(int httpStatus) {
        this.httpStatus = httpStatus;
    }

    @Override
    public int httpStatus() {
        return httpStatus;
    }
}
