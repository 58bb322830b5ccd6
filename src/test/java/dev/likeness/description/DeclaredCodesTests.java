package dev.likeness.description;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.likeness.common.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;

/** The codes that operations declare exist, with the status they are declared with, and every operation declares some. */
class DeclaredCodesTests {

    private static final Map<String, Integer> STATUSES = new HashMap<>();

    @BeforeAll
    static void readTheCodes() throws ClassNotFoundException {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AssignableTypeFilter(ErrorCode.class));
        for (var found : scan.findCandidateComponents("dev.likeness")) {
            Object[] codes = Class.forName(found.getBeanClassName()).getEnumConstants();
            for (Object code : codes == null ? new Object[0] : codes) {
                STATUSES.put(((ErrorCode) code).name(), ((ErrorCode) code).httpStatus());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openapi/likeness.yaml", "openapi/worker.yaml"})
    void everyDeclaredCodeHasItsOwnStatus(String file) throws IOException {
        JsonNode api = new YAMLMapper().readTree(Files.readString(Path.of(file)));
        for (JsonNode path : api.get("paths")) {
            for (JsonNode operation : path) {
                String name = operation.get("operationId").asText();
                operation.get("responses").properties().forEach(response -> {
                    assertThat(response.getKey()).as(name).isNotEqualTo("default");
                    JsonNode declared = response.getValue().has("$ref")
                            ? api.at(response.getValue().get("$ref").asText().substring(1))
                            : response.getValue();
                    declared.path("x-codes").forEach(code -> assertThat(STATUSES)
                            .as("%s of %s", code.asText(), name).containsEntry(code.asText(),
                                    Integer.valueOf(response.getKey())));
                    assertThat(response.getKey().matches("[45].*") && declared.path("x-codes").isEmpty()).as(
                            "%s of %s tells no code", response.getKey(), name)
                            .isEqualTo(name.matches("getHealth|getReadiness") && response.getKey().equals("503"));
                });
            }
        }
    }
}
