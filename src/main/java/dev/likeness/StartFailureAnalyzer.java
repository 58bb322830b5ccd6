package dev.likeness;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in one sentence why the server cannot start on its data folder. */
class StartFailureAnalyzer extends AbstractFailureAnalyzer<EmbeddedDatabase.DataFolderInUseException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, EmbeddedDatabase.DataFolderInUseException cause) {
        return new FailureAnalysis("The data folder " + cause.folder() + " is in use by another Likeness server.",
                "Stop that server, or start this one with LIKENESS_DATA_DIR set to another folder.", cause);
    }
}
