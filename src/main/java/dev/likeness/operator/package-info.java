/**
 * The operator's door under {@code /operator}, with a token of its own: accounts, plans, credits, audits, paused models,
 * showcase agents. It exists only where {@code likeness.operator.token} is set. A thin door: it checks what was asked and
 * shows what it reads; what it does is done by the packages below, and it owns no table.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"common", "web", "web::body", "account", "billing", "agent", "generation"})
package dev.likeness.operator;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
