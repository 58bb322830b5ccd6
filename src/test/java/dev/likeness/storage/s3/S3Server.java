package dev.likeness.storage.s3;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobApiMetadata;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;
import org.springframework.util.unit.DataSize;

/** An S3 service in this process: S3Proxy over a folder. */
final class S3Server implements AutoCloseable {

    static final String BUCKET = "avatars";

    private final BlobStoreContext context;
    private final S3Proxy proxy;

    S3Server(Path folder) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("jclouds.filesystem.basedir", folder.toString());
        context = ContextBuilder.newBuilder(new FilesystemNio2BlobApiMetadata()).overrides(properties)
                .credentials("access", "secret").build(BlobStoreContext.class);
        context.getBlobStore().createContainerInLocation(null, BUCKET);
        proxy = S3Proxy.builder().blobStore(context.getBlobStore()).endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, "access", "secret-of-the-test").build();
        proxy.start();
    }

    int port() {
        return proxy.getPort();
    }

    S3Settings settings(int port, boolean presigned, Duration timeout) {
        return new S3Settings(URI.create("http://127.0.0.1:" + port), "us-east-1", BUCKET, "likeness/", "access",
                "secret-of-the-test", true, presigned, DataSize.ofMegabytes(5), Duration.ofSeconds(2), timeout);
    }

    S3ObjectStore store(Clock clock) {
        return S3Clients.store(settings(port(), false, Duration.ofSeconds(10)), clock);
    }

    @Override
    public void close() throws Exception {
        proxy.stop();
        context.close();
    }
}
