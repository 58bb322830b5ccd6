package dev.likeness.foreman;

import io.swagger.v3.oas.annotations.enums.SecuritySchemeIn;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** The workers' settings, and what their key is called in the description. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WorkerProperties.class)
@SecurityScheme(name = ForemanConfiguration.SCHEME, type = SecuritySchemeType.APIKEY, in = SecuritySchemeIn.HEADER, paramName = WorkerKeys.HEADER, description = "LIKENESS_JOB_WORKER_KEYS; as a bearer token, too")
class ForemanConfiguration {

    static final String SCHEME = "worker";
}
