package dev.likeness.operator;

import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import org.springframework.context.annotation.Configuration;

/** Describes the operator's token. */
@Configuration(proxyBeanMethods = false)
@OperatorDoor
@SecurityScheme(name = OperatorConfiguration.SCHEME, type = SecuritySchemeType.HTTP, scheme = "bearer", description = "LIKENESS_OPERATOR_TOKEN")
class OperatorConfiguration {

    static final String SCHEME = "operator";
}
