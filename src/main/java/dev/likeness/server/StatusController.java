package dev.likeness.server;

import dev.likeness.web.PublicAccess;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.dao.DataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the server lives, takes requests and reaches its database (CONTRACT 12). */
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

    private final JdbcClient jdbc;
    private final ApplicationAvailability availability;
    private final Clock clock;

    StatusController(JdbcClient jdbc, ApplicationAvailability availability, Clock clock) {
        this.jdbc = jdbc;
        this.availability = availability;
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
        boolean up = availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC && databaseAnswers();
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
        String database = databaseAnswers() ? "operational" : "major_outage";
        return new Status(database, List.of(new Component("api", "operational"), new Component("database", database)),
                clock.instant());
    }

    private boolean databaseAnswers() {
        try {
            return jdbc.sql("select 1").query(Integer.class).single() == 1;
        } catch (DataAccessException e) {
            return false;
        }
    }
}
