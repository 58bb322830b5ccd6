package dev.likeness.web.gate;

import java.util.List;
import java.util.Map;
import org.springframework.boot.webmvc.autoconfigure.WebMvcProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.resource.LiteWebJarsResourceResolver;
import org.springframework.web.servlet.resource.PathResourceResolver;

/** Puts the gate into Spring MVC. */
@Configuration(proxyBeanMethods = false)
class GateConfiguration {

    /** In place of Boot's own, by its name. */
    @Bean
    GatedDispatcher dispatcherServlet(Gate gate, WebMvcProperties settings) {
        GatedDispatcher dispatcher = new GatedDispatcher(gate);
        dispatcher.setDispatchOptionsRequest(settings.isDispatchOptionsRequest());
        dispatcher.setDispatchTraceRequest(settings.isDispatchTraceRequest());
        dispatcher.setPublishEvents(settings.isPublishRequestHandledEvents());
        return dispatcher;
    }

    /** The pages and the library they show, named one by one: no other file of the classpath is served. */
    @Bean
    SimpleUrlHandlerMapping publicFiles(ApplicationContext context) {
        PublicFiles docs = new PublicFiles();
        docs.setLocationValues(List.of("classpath:/static/docs/"));
        PublicFiles library = new PublicFiles();
        library.setLocationValues(List.of("classpath:/META-INF/resources/webjars/"));
        library.setResourceResolvers(List.of(new LiteWebJarsResourceResolver(), new PathResourceResolver()));
        PublicFiles embed = new PublicFiles();
        embed.setLocationValues(List.of("classpath:/embed/"));
        for (PublicFiles files : List.of(docs, library, embed)) {
            files.setApplicationContext(context);
            try {
                files.afterPropertiesSet();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        return new SimpleUrlHandlerMapping(
                Map.of("/docs/**", docs, "/webjars/**", library, "/embed/assets/**", embed, "/embed/widget.*", embed),
                Ordered.LOWEST_PRECEDENCE - 1);
    }

    @Bean
    WebMvcConfigurer callersOfHandlers(CallerArguments callers) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(callers);
            }
        };
    }
}
