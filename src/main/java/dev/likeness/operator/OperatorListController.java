package dev.likeness.operator;

import dev.likeness.web.Admits;
import dev.likeness.web.CallerKind;
import dev.likeness.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The operator's lists: accounts, and the entries of one. Who may come in: {@link OperatorAccountController}. */
@RestController
@Admits(CallerKind.OPERATOR)
@OperatorDoor
@RequestMapping("/operator/accounts")
@Tag(name = "Operator")
@SecurityRequirement(name = OperatorConfiguration.SCHEME)
class OperatorListController {

    private final AccountReads reads;

    OperatorListController(AccountReads reads) {
        this.reads = reads;
    }

    @GetMapping
    @Operation(operationId = "operatorListAccounts", summary = "List accounts, newest first", description = "email is compared whole, without case.")
    OperatorWire.AccountPage list(@RequestParam(required = false) @Nullable String email,
            @RequestParam(required = false) @Nullable String plan,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable Boolean parked, @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "0") int offset) {
        AccountReads.Filter filter = new AccountReads.Filter(email, plan, status, parked);
        AccountReads.Page<AccountReads.Row> page = reads.page(filter, limit, offset);
        return new OperatorWire.AccountPage(true, page.rows().stream().map(OperatorWire.Account::of).toList(),
                page.pagination());
    }

    @GetMapping("/{user_id}/entries")
    @Refuses("404 NOT_FOUND")
    @Operation(operationId = "operatorListEntries", summary = "List an account's ledger entries, newest first")
    OperatorWire.EntryPage entries(@PathVariable("user_id") UUID account, @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "0") int offset) {
        AccountReads.Page<AccountReads.Entry> page = reads.entries(account, limit, offset);
        return new OperatorWire.EntryPage(true, page.rows().stream().map(OperatorWire.Entry::of).toList(),
                page.pagination());
    }
}
