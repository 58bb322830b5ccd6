package dev.likeness.web.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.likeness.common.StartRefusedException;
import dev.likeness.web.Admits;
import dev.likeness.web.CallerKind;
import dev.likeness.web.Probe;
import dev.likeness.web.PublicAccess;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/** A handler of any kind that does not say whom it is for is refused to everybody. */
@SpringBootTest(classes = Probe.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "spring.datasource.url=unused", "management.server.port=", "springdoc.swagger-ui.enabled=true",
        "management.endpoints.web.exposure.include=health,env"})
@Import(GateTests.Bare.class)
class GateTests {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    /** One of each kind, none of which says anything; and one that does. */
    @TestConfiguration(proxyBeanMethods = false)
    @EnableWebSocket
    static class Bare {

        @RestController
        static class Controller {

            @GetMapping("/bare/controller")
            String answer() {
                return "open";
            }
        }

        @PublicAccess
        static class Open implements HttpRequestHandler {

            @Override
            public void handleRequest(jakarta.servlet.http.HttpServletRequest request,
                    jakarta.servlet.http.HttpServletResponse response) throws IOException {
                response.getWriter().write("open");
            }
        }

        @Bean
        HttpRequestHandler closed() {
            return (_, response) -> response.getWriter().write("open");
        }

        @Bean
        SimpleUrlHandlerMapping byUrl(HttpRequestHandler closed) {
            return new SimpleUrlHandlerMapping(Map.of("/bare/handler", closed, "/said/handler", new Open()), -1);
        }

        @Bean("/bare/name")
        HttpRequestHandler byName() {
            return (_, response) -> response.getWriter().write("open");
        }

        @Bean
        RouterFunction<ServerResponse> byFunction() {
            return RouterFunctions.route().GET("/bare/function", _ -> ServerResponse.ok().body("open")).build();
        }

        @Bean
        WebSocketConfigurer sockets() {
            WebSocketHandler handler = new TextWebSocketHandler();
            return registry -> registry.addHandler(handler, "/bare/socket").setAllowedOrigins("*");
        }

        @Bean
        WebMvcConfigurer files() {
            return new WebMvcConfigurer() {
                @Override
                public void addResourceHandlers(ResourceHandlerRegistry registry) {
                    registry.addResourceHandler("/bare/files/**").addResourceLocations("classpath:/static/docs/");
                }

                @Override
                public void addViewControllers(ViewControllerRegistry registry) {
                    registry.addViewController("/bare/view");
                    registry.addRedirectViewController("/bare/redirect", "/docs");
                }
            };
        }

        static class Base {

            @GetMapping
            String answer() {
                return "open";
            }
        }

        @RestController
        @RequestMapping("/inherited/open")
        @PublicAccess
        static class OpenHeir extends Base {
        }

        @RestController
        @RequestMapping("/inherited/bare")
        static class BareHeir extends Base {
        }

        @RestController
        @RequestMapping("/kinds")
        @Admits(CallerKind.ORGANIZATION_KEY)
        static class OfAKindThatNobodyKnowsYet {

            @GetMapping
            String answer() {
                return "open";
            }
        }
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bare/controller", "/bare/handler", "/bare/name", "/bare/function", "/bare/socket",
            "/bare/files/index.html", "/bare/view", "/bare/redirect", "/actuator", "/actuator/health", "/actuator/env",
            "/swagger-ui.html", "/openapi/swagger-config", "/kinds"})
    void whatSaysNothingIsForNobody(String path) throws Exception {
        HttpResponse<String> nobody = get(path);
        assertThat(nobody.statusCode()).as(path).isEqualTo(401);
        assertThat(nobody.body()).contains("\"code\":\"MISSING_AUTH\"");
        HttpResponse<String> account = get(path, "api-secret", Probe.SECRET);
        assertThat(account.statusCode()).as(path).isEqualTo(403);
        assertThat(account.body()).contains("\"code\":\"FORBIDDEN\"");
    }

    @Test
    void aHandlerThatIsInheritedIsEachHeirsOwn() throws Exception {
        assertThat(get("/inherited/open").statusCode()).isEqualTo(200);
        assertThat(get("/inherited/bare").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"/said/handler,200", "/docs/docs.js,200", "/webjars/swagger-ui/swagger-ui.css,200", "/openapi.json,200",
            "/static/docs/docs.js,404", "/application.yaml,404", "/docs/../application.yaml,404",
            "/webjars/../../../application.yaml,400", "/nothing,404"})
    void whatSaysThatItIsOpenIsOpenAndNothingBesideIt(String path, int status) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(status);
    }

    @Test
    void aServletBesideTheGateKeepsTheServerFromStarting() {
        assertThatThrownBy(() -> new SpringApplicationBuilder(Probe.class, BareServlet.class)
                .properties("server.port=0", "spring.datasource.url=unused").run().close())
                .isInstanceOf(StartRefusedException.class).hasMessageContaining("bareServlet");
    }

    static class BareServlet {

        @Bean
        ServletRegistrationBean<HttpServlet> bareServlet() {
            ServletRegistrationBean<HttpServlet> bean = new ServletRegistrationBean<>(new HttpServlet() {
            }, "/bare/servlet");
            bean.setName("bareServlet");
            return bean;
        }
    }
}
