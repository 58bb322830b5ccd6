package dev.likeness.operator;

import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the operator's token before the operator's handlers. */
@Configuration(proxyBeanMethods = false)
@OperatorDoor
@SecurityScheme(name = OperatorConfiguration.SCHEME, type = SecuritySchemeType.HTTP, scheme = "bearer", description = "LIKENESS_OPERATOR_TOKEN")
class OperatorConfiguration {

    static final String SCHEME = "operator";

    @Bean
    WebMvcConfigurer operatorDoor(OperatorToken token) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(token).order(0);
            }
        };
    }
}
