package dev.likeness.server;

import dev.likeness.common.HealthPart;
import dev.likeness.web.PublicAccess;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the server lives, takes requests, and what it needs for them works (CONTRACT 12). */
@RestController
@PublicAccess
@Tag(name = "Health")
class StatusController {

    /** @param status {@code UP}, or {@code DOWN} with HTTP 503 */
    @Schema(name = "Health")
    record Health(String status) {
    }

    /** @param status {@code operational} or {@code major_outage} */
    @Schema(name = "StatusComponent")
    record Component(String name, String status) {
    }

    /** @param status {@code operational}, or {@code major_outage} when any component is */
    @Schema(name = "Status")
    record Status(String status, List<Component> components, Instant updatedAt) {
    }

    private static final String OPERATIONAL = "operational";

    private final ApplicationAvailability availability;
    private final List<HealthPart> parts;
    private final Clock clock;

    StatusController(ApplicationAvailability availability, List<HealthPart> parts, Clock clock) {
        this.availability = availability;
        this.parts = parts;
        this.clock = clock;
    }

    @GetMapping("/health")
    @ApiResponse(responseCode = "200", description = "It does")
    @ApiResponse(responseCode = "503", description = "It does not", content = @Content(schema = @Schema(implementation = Health.class)))
    @Operation(operationId = "getHealth", summary = "Whether the server takes requests")
    ResponseEntity<Health> health() {
        return ready();
    }

    @GetMapping("/health/ready")
    @ApiResponse(responseCode = "200", description = "It does")
    @ApiResponse(responseCode = "503", description = "It does not", content = @Content(schema = @Schema(implementation = Health.class)))
    @Operation(operationId = "getReadiness", summary = "The same, as orchestrators ask for it")
    ResponseEntity<Health> ready() {
        boolean up = availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC
                && parts.stream().allMatch(HealthPart::works);
        return ResponseEntity.status(up ? 200 : 503).body(new Health(up ? "UP" : "DOWN"));
    }

    @GetMapping("/health/live")
    @Operation(operationId = "getLiveness", summary = "Whether the process lives")
    Health live() {
        return new Health("UP");
    }

    @GetMapping("/status.json")
    @Operation(operationId = "getStatus", summary = "The installation's state, for status tools")
    Status status() {
        List<Component> components = new ArrayList<>();
        components.add(component("api", true));
        parts.forEach(part -> components.add(component(part.component(), part.works())));
        boolean operational = components.stream().allMatch(component -> component.status.equals(OPERATIONAL));
        return new Status(word(operational), components, clock.instant());
    }

    private static Component component(String name, boolean works) {
        return new Component(name, word(works));
    }

    private static String word(boolean works) {
        return works ? OPERATIONAL : "major_outage";
    }
}
