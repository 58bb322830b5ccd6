package dev.likeness.server;

import dev.likeness.common.StartRefusedException;
import dev.likeness.common.file.PrivateFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Where Tomcat keeps what is sent in parts: in the data folder, where the machine's folder for such files takes none. */
@Component
class WorkingFolders implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final Logger LOG = LoggerFactory.getLogger(WorkingFolders.class);

    private final Path instead;

    WorkingFolders(@Value("${likeness.data-dir}") Path dataDir) {
        instead = dataDir.toAbsolutePath().normalize().resolve("tmp");
    }

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        Path usual = Path.of(System.getProperty("java.io.tmpdir"));
        if (Files.isDirectory(usual) && Files.isWritable(usual)) {
            return;
        }
        LOG.info("Files of requests are kept in {}, since {} cannot be written", instead, usual);
        try {
            server.setBaseDirectory(PrivateFolders.make(instead.resolve("tomcat")).toFile());
            server.setDocumentRoot(PrivateFolders.make(instead.resolve("documents")).toFile());
        } catch (IOException e) {
            throw new StartRefusedException(
                    "Neither " + usual + " nor the data folder " + instead.getParent()
                            + " can be written by this user.",
                    "Set LIKENESS_DATA_DIR to a folder of this user.");
        }
    }
}
