package dev.likeness.sandbox;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the failures on demand into Spring MVC and Tomcat. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("likeness.sandbox.enabled")
class SandboxConfiguration {

    /** Before authentication and rate limits, which are at 0 and later. */
    private static final int FIRST = -1000;

    @Bean
    WebMvcConfigurer faultInjection(FaultInjector injector) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(injector).order(FIRST);
            }
        };
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> connectionCutter() {
        return tomcat -> tomcat.addEngineValves(new CutConnection());
    }
}
