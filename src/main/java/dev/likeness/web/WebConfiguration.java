package dev.likeness.web;

import dev.likeness.common.InstallationClock;
import dev.likeness.web.body.ArrivingFiles;
import dev.likeness.web.body.bind.RequestBodies;
import dev.likeness.web.error.EnvelopeValve;
import dev.likeness.web.error.FailedAttempts;
import jakarta.validation.Validator;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.TomcatContextCustomizer;
import org.springframework.boot.tomcat.TomcatProtocolHandlerCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;

/** Puts the parts of the edge into Spring MVC, Jackson and Tomcat. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    @Bean
    InstallationClock installationClock() {
        return new InstallationClock();
    }

    /** Members in the order their record declares them, snake_case. Nulls are written; times are ISO-8601 UTC. */
    @Bean
    JsonMapperBuilderCustomizer json() {
        return json -> json.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY);
    }

    @Bean
    FailedAttempts failedAttempts(Clock clock, WebProperties properties,
            @Value("${likeness.sandbox.enabled:false}") boolean sandbox) {
        return new FailedAttempts(clock, properties.failedAuthPerMinute(), sandbox);
    }

    @Bean
    RequestBodies requestBodies(WebProperties properties, Validator validator, ArrivingFiles folder,
            Environment settings, BeanFactory beans) {
        return new RequestBodies(properties.bodyLimit(), properties.fileBodyLimit(), validator, folder, settings,
                beans);
    }

    /** Before Spring's own readers of bodies, which those added by a configurer come after. */
    @Bean
    SmartInitializingSingleton requestBodiesFirst(RequestMappingHandlerAdapter adapter, RequestBodies bodies) {
        return () -> {
            List<HandlerMethodArgumentResolver> resolvers = new ArrayList<>(List.of(bodies));
            resolvers.addAll(Objects.requireNonNull(adapter.getArgumentResolvers()));
            adapter.setArgumentResolvers(resolvers);
        };
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> envelopeOfTomcat() {
        TomcatContextCustomizer valve = context -> ((StandardHost) context.getParent())
                .setErrorReportValveClass(EnvelopeValve.class.getName());
        return tomcat -> tomcat.addContextCustomizers(valve);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> clientLines() {
        return tomcat -> tomcat.addEngineValves(new ClientLine());
    }

    /** After Boot's own customizer, which has an order and gives the protocol its virtual threads. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> firstRequestsOnPlatformThreads() {
        TomcatProtocolHandlerCustomizer<?> warming = protocol -> {
            // None where virtual threads are switched off.
            if (protocol.getExecutor() != null) {
                protocol.setExecutor(new WarmingExecutor(protocol.getExecutor()));
            }
        };
        return tomcat -> tomcat.addProtocolHandlerCustomizers(warming);
    }

    @Bean
    WebMvcConfigurer edge() {
        return new WebMvcConfigurer() {
            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
                // JSON, whatever else a library brings along: a reader of XML is a door nobody asked for.
                converters.configureMessageConvertersList(list -> list
                        .removeIf(converter -> converter.getSupportedMediaTypes().stream()
                                .anyMatch(type -> type.getSubtype().endsWith("xml"))));
            }

            @Override
            public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
                // Every operation has one kind of answer; no client is turned away for what it says it accepts.
                negotiation.ignoreAcceptHeader(true).defaultContentType(MediaType.APPLICATION_JSON,
                        MediaType.ALL);
            }
        };
    }
}
