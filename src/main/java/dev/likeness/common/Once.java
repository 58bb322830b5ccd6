package dev.likeness.common;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is made once, when first asked for. Not a static initializer: one that fails, for the disk was full,
 * spoils its class until the server starts anew; here the next caller tries again.
 */
public final class Once<T> {

    private final Supplier<T> maker;
    private @Nullable T made;

    public Once(Supplier<T> maker) {
        this.maker = maker;
    }

    public synchronized T get() {
        T value = made;
        if (value == null) {
            value = maker.get();
            made = value;
        }
        return value;
    }
}
