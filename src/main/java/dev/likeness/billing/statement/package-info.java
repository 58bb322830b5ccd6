/** What an account reads of its books: balance, prices and every movement of its credits. It moves none. */
@NullMarked
package dev.likeness.billing.statement;

import org.jspecify.annotations.NullMarked;
