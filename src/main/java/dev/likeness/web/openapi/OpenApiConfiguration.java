package dev.likeness.web.openapi;

import dev.likeness.web.Caller;
import dev.likeness.web.KnownSecret;
import dev.likeness.web.PublicAccess;
import dev.likeness.web.body.BodyDigest;
import dev.likeness.web.body.SentFile;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.models.GroupedOpenApi;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;

/** What the description says of every operation: who may call it, how it fails, what it is called. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final List<SecurityRequirement> SECRET = List.of(new SecurityRequirement().addList("apiSecret"),
            new SecurityRequirement().addList("bearer"));
    /** For operations that answer some questions to anybody. */
    private static final List<SecurityRequirement> OPTIONAL = List.of(SECRET.getFirst(), SECRET.getLast(),
            new SecurityRequirement());
    private static final List<String> LAST = List.of("Health", "Sandbox", "Operator", "Workers");
    private static final String WORKER_PATHS = "/v1/worker/**";

    OpenApiConfiguration() {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class, KnownSecret.class, BodyDigest.class);
        SpringDocUtils.getConfig().replaceWithClass(SentFile.class, String.class);
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info().title("Likeness").version("1").description("""
                        A self-hosted server that speaks the bitHuman REST API. Every error, of every operation, is an
                        `Error`. Every answer carries `X-Request-Id`.""".replace('\n', ' ')))
                .servers(List.of(new Server().url("/")))
                .security(SECRET)
                .components(new Components()
                        .addSecuritySchemes("apiSecret",
                                new SecurityScheme().type(SecurityScheme.Type.APIKEY).in(SecurityScheme.In.HEADER)
                                        .name("api-secret"))
                        .addSecuritySchemes("bearer",
                                new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer")));
    }

    @Bean
    GroupedOpenApi clients() {
        return GroupedOpenApi.builder().group(Docs.CLIENTS).pathsToMatch("/**").pathsToExclude(WORKER_PATHS).build();
    }

    @Bean
    GroupedOpenApi workers() {
        return GroupedOpenApi.builder().group(Docs.WORKERS).pathsToMatch(WORKER_PATHS).build();
    }

    @Bean
    GlobalOpenApiCustomizer everyDescription(SchemaNaming naming) {
        ModelConverters converters = new ModelConverters(true);
        converters.addConverter(naming);
        ResolvedSchema resolved = converters
                .resolveAsResolvedSchema(new AnnotatedType(ErrorSchema.Envelope.class).resolveAsRef(true));
        // The links and details are members only where they say something.
        Schema<?> problem = Objects.requireNonNull(resolved.referencedSchemas.get("ErrorProblem"));
        problem.setRequired(List.of("code", "message", "httpStatus"));
        return api -> {
            resolved.referencedSchemas.forEach(api.getComponents()::addSchemas);
            DeclaredErrors.share(api);
            api.setTags(tags(api));
        };
    }

    /** In the order of a reader who comes to use the API, not of the alphabet. */
    private static List<Tag> tags(OpenAPI api) {
        List<Tag> described = api.getTags() == null ? List.of() : api.getTags();
        return api.getPaths().values().stream().flatMap(path -> path.readOperations().stream())
                .flatMap(operation -> operation.getTags().stream()).distinct()
                .sorted(Comparator.comparingInt((String tag) -> LAST.indexOf(tag)).thenComparing(tag -> tag))
                .map(name -> described.stream().filter(tag -> tag.getName().equals(name)).findFirst()
                        .orElseGet(() -> new Tag().name(name)))
                .toList();
    }

    @Bean
    GlobalOperationCustomizer everyOperation() {
        return (operation, handler) -> {
            Operation given = handler.getMethodAnnotation(Operation.class);
            if (given == null || given.operationId().isEmpty()) {
                operation.setOperationId(handler.getMethod().getName());
            }
            // What needs no secret may still need something else, which it then says itself.
            if (isPublic(handler) && (takesCaller(handler) || SECRET.subList(0, 1).equals(operation.getSecurity()))) {
                operation.setSecurity(OPTIONAL);
            } else if (operation.getSecurity() == null && isPublic(handler)) {
                operation.setSecurity(List.of());
            }
            DeclaredErrors.describe(operation, handler);
            BodyForms.describe(operation, handler);
            return operation;
        };
    }

    private static boolean takesCaller(HandlerMethod handler) {
        return Arrays.stream(handler.getMethodParameters()).anyMatch(one -> one.getParameterType() == Caller.class);
    }

    private static boolean isPublic(HandlerMethod handler) {
        return AnnotatedElementUtils.hasAnnotation(handler.getMethod(), PublicAccess.class)
                || AnnotatedElementUtils.hasAnnotation(handler.getBeanType(), PublicAccess.class);
    }
}
