package dev.likeness.web.limit;

import java.util.UUID;

/** Tells what an account's plan allows. Implemented by account, asked at most twice a minute for each. */
public interface Allowances {

    Allowance of(UUID account);
}
