package dev.likeness.web.egress;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Goes to addresses that users give. Every refusal and failure is an {@link EgressException}. */
@Component
public class EgressClient implements DisposableBean {

    private static final int REDIRECTS = 5;
    private static final int SHOWN = 4096;
    /** Endless headers would fill the memory long before the deadline. */
    private static final Http1Config HEADERS = Http1Config.custom().setMaxHeaderCount(200).setMaxLineLength(16_384)
            .setMaxEmptyLineCount(10).build();

    private final EgressProperties properties;
    private final GuardedResolver resolver;
    private final CloseableHttpClient http;
    private final ScheduledExecutorService watch = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("egress-deadline").factory());

    @Autowired
    EgressClient(EgressProperties properties) {
        this(properties, new GuardedResolver(properties.allowPrivate()));
    }

    EgressClient(EgressProperties properties, GuardedResolver resolver) {
        this.properties = properties;
        this.resolver = resolver;
        Timeout connect = Timeout.of(properties.connectTimeout());
        Timeout deadline = Timeout.of(properties.deadline());
        // A connection is not kept: the next request resolves and checks its address anew. No system properties: a proxy
        // would resolve names itself, past the check. No retries: the caller knows whether that is safe.
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create().setDnsResolver(resolver)
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder().http1Config(HEADERS).build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom().setConnectTimeout(connect)
                                .setSocketTimeout(deadline).build())
                        .setMaxConnTotal(200).setMaxConnPerRoute(50).build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(deadline).setRedirectsEnabled(false).build())
                .setConnectionReuseStrategy((_, _, _) -> false).disableRedirectHandling().disableCookieManagement()
                .disableAuthCaching().disableAutomaticRetries().disableContentCompression().setUserAgent("Likeness")
                .build();
    }

    /** Downloads into a file, which is left incomplete when this fails. */
    public Fetched get(String url, long maxBytes, Path target) {
        Deadline deadline = new Deadline(properties.deadline());
        return follow(WebAddress.of(url), deadline, maxBytes, () -> Files.newOutputStream(target));
    }

    /** Downloads into memory. */
    public byte[] get(String url, int maxBytes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        follow(WebAddress.of(url), new Deadline(properties.deadline()), maxBytes, () -> bytes);
        return bytes.toByteArray();
    }

    /**
     * Downloads into a stream of the caller's, who closes it. A runtime exception of the stream ends the download and
     * comes out as it is, so that the stream may say that it has seen enough.
     */
    public Fetched get(String url, long maxBytes, OutputStream target) {
        return follow(WebAddress.of(url), new Deadline(properties.deadline()), maxBytes,
                () -> new FilterOutputStream(target) {
                    @Override
                    public void write(byte[] bytes, int from, int length) throws IOException {
                        target.write(bytes, from, length);
                    }

                    @Override
                    public void close() throws IOException {
                        target.flush();
                    }
                });
    }

    /** Delivers to a user's address. Redirects are not followed; any status is an answer. */
    public Delivered post(String url, Map<String, String> headers, byte[] body, Duration patience) {
        HttpPost request = to(WebAddress.of(url), new HttpPost("/"));
        headers.forEach(request::setHeader);
        ContentType type = ContentType.parseLenient(headers.get("Content-Type"));
        request.setEntity(new ByteArrayEntity(body, type == null ? ContentType.APPLICATION_JSON : type));
        request.removeHeaders("Content-Type");
        return send(request, new Deadline(patience), answer -> {
            HttpEntity entity = answer.getEntity();
            byte[] shown = new byte[0];
            if (entity != null) {
                shown = entity.getContent().readNBytes(SHOWN);
            }
            return new Delivered(answer.getCode(), new String(shown, StandardCharsets.UTF_8));
        });
    }

    /** Opened only once there is something to write. */
    private interface Sink {
        OutputStream open() throws IOException;
    }

    private Fetched follow(WebAddress start, Deadline deadline, long maxBytes, Sink sink) {
        WebAddress address = start;
        for (int redirects = 0; redirects <= REDIRECTS; redirects++) {
            WebAddress here = address;
            HttpGet request = to(here, new HttpGet("/"));
            request.setHeader("Accept-Encoding", "identity");
            Object step = send(request, deadline, answer -> {
                WebAddress next = redirect(here, answer);
                return next == null ? receive(here, answer, deadline, maxBytes, sink) : next;
            });
            if (step instanceof Fetched done) {
                return done;
            }
            address = (WebAddress) step;
        }
        throw new EgressException(EgressException.Kind.UNREACHABLE, "The URL redirects too often");
    }

    private <T> T send(HttpUriRequestBase request, Deadline deadline, HttpClientResponseHandler<T> reader) {
        ScheduledFuture<?> alarm = watch.schedule(request::cancel, deadline.leftNanos(), TimeUnit.NANOSECONDS);
        try {
            ClassicHttpResponse answer = http.executeOpen(RoutingSupport.determineHost(request), request, null);
            try {
                return reader.handleResponse(answer);
            } finally {
                // Cut off rather than read to its end, which need not come.
                request.cancel();
                close(answer);
            }
        } catch (GuardedResolver.RefusedHostException _) {
            throw Addresses.refused();
        } catch (IOException | HttpException | IllegalStateException | IllegalArgumentException _) {
            throw deadline.leftNanos() <= 0
                    ? tooSlow()
                    : new EgressException(EgressException.Kind.UNREACHABLE, "The URL could not be reached");
        } finally {
            alarm.cancel(false);
        }
    }

    private static void close(ClassicHttpResponse answer) {
        try {
            answer.close();
        } catch (IOException _) {
            // It was cut off on purpose.
        }
    }

    private static Fetched receive(WebAddress address, ClassicHttpResponse answer, Deadline deadline, long maxBytes,
            Sink sink)
            throws IOException {
        if (answer.getCode() < 200 || answer.getCode() > 299 || answer.getCode() == HttpStatus.SC_PARTIAL_CONTENT) {
            // A part was not asked for, and is not the file.
            throw new EgressException(EgressException.Kind.HTTP_STATUS, "The URL answered HTTP " + answer.getCode(),
                    answer.getCode());
        }
        HttpEntity entity = answer.getEntity();
        if (entity == null) {
            return new Fetched(address.toString(), answer.getCode(), null, 0);
        }
        if (entity.getContentLength() > maxBytes) {
            throw EgressException.tooLarge();
        }
        long size = 0;
        try (OutputStream out = sink.open();
                InputStream in = Codings.decoded(answer, entity.getContent(), maxBytes)) {
            byte[] buffer = new byte[16384];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                size += read;
                if (size > maxBytes) {
                    throw EgressException.tooLarge();
                }
                if (deadline.leftNanos() <= 0) {
                    throw tooSlow();
                }
                out.write(buffer, 0, read);
            }
        }
        return new Fetched(address.toString(), answer.getCode(), entity.getContentType(), size);
    }

    private static @Nullable WebAddress redirect(WebAddress here, ClassicHttpResponse answer) {
        Header location = answer.getFirstHeader("Location");
        return switch (answer.getCode()) {
            case 301, 302, 303, 307, 308 -> location == null ? null : here.join(location.getValue());
            default -> null;
        };
    }

    private static <R extends HttpUriRequestBase> R to(WebAddress address, R request) {
        request.setScheme(address.scheme());
        request.setAuthority(address.authority());
        request.setPath(address.pathAndQuery());
        return request;
    }

    private static EgressException tooSlow() {
        return new EgressException(EgressException.Kind.UNREACHABLE, "The URL answers too slowly");
    }

    @Override
    public void destroy() throws IOException {
        watch.shutdownNow();
        resolver.close();
        http.close();
    }

    /** When a whole exchange must be over. Real time: the other side does not live in the sandbox's. */
    private record Deadline(long at) {

        Deadline(Duration patience) {
            this(System.nanoTime() + patience.toNanos());
        }

        long leftNanos() {
            return at - System.nanoTime();
        }
    }
}
