package dev.likeness.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says why the server cannot start in one entry of the log, where Boot's own reporter, whose turn is next, draws a box. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class StartFailureReporter implements FailureAnalysisReporter {

    private static final Logger LOG = LoggerFactory.getLogger(StartFailureReporter.class);
    private static final String BOOTS = "org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter";

    @Override
    public void report(FailureAnalysis analysis) {
        String action = analysis.getAction();
        LOG.error("Likeness cannot start: {}{}", analysis.getDescription().strip(),
                action == null || action.isBlank() ? "" : " " + action.strip());
        LOG.debug("Because of", analysis.getCause());
        LoggingSystem.get(getClass().getClassLoader()).setLogLevel(BOOTS, LogLevel.OFF);
    }
}
