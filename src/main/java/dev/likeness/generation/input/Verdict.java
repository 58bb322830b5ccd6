package dev.likeness.generation.input;

/** What a picture shows or a description tells of, as far as there was time to look. */
public sealed interface Verdict {

    /** A photorealistic human, or something that nobody can tell from one. */
    record Human() implements Verdict {
    }

    /** @param what it is instead, in the words of a refusal: "this image looks like a cartoon" */
    record Other(String what) implements Verdict {

        /** Why essence-2 does not take it (CONTRACT 3.1). */
        public String refusal() {
            return "essence-2 requires a photorealistic human subject; " + what + " — use expression-2";
        }
    }

    /** Not looked at within the time there was: the build will tell. */
    record Open() implements Verdict {
    }
}
