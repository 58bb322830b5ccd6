package dev.likeness.operator;

import dev.likeness.agent.Agents;
import dev.likeness.billing.Auditor;
import dev.likeness.common.ApiException;
import dev.likeness.common.CommonError;
import dev.likeness.common.Model;
import dev.likeness.generation.PausedModels;
import dev.likeness.web.Admits;
import dev.likeness.web.CallerKind;
import dev.likeness.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.ArrayList;
import java.util.List;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What concerns the whole installation: audits, paused models, showcase agents. */
@RestController
@Admits(CallerKind.OPERATOR)
@OperatorDoor
@RequestMapping("/operator")
@Tag(name = "Operator")
@SecurityRequirement(name = OperatorConfiguration.SCHEME)
class OperatorController {

    private final Auditor auditor;
    private final PausedModels models;
    private final Agents agents;

    OperatorController(Auditor auditor, PausedModels models, Agents agents) {
        this.auditor = auditor;
        this.models = models;
        this.agents = agents;
    }

    @PostMapping("/audit")
    @Operation(operationId = "operatorAudit", summary = "Audit every account now", description = "Answers when all are done, which takes a while where there are many. Accounts whose books disagree are parked.")
    OperatorWire.AuditAnswer audit() {
        List<Auditor.Finding> findings = new ArrayList<>();
        return OperatorWire.AuditAnswer.of(auditor.auditAll(findings::add), findings);
    }

    @GetMapping("/models")
    @Operation(operationId = "operatorListPausedModels", summary = "List the models that are paused")
    OperatorWire.ModelsAnswer models() {
        return OperatorWire.ModelsAnswer.of(models.list());
    }

    @PostMapping("/models/{model}/pause")
    @Refuses("404 NOT_FOUND")
    @Operation(operationId = "operatorPauseModel", summary = "Refuse creations with a model for now", description = "They answer 503 MODEL_NOT_YET_AVAILABLE before any charge; builds under way go on.")
    OperatorWire.ModelsAnswer pause(@PathVariable String model,
            @Valid @RequestBody(required = false) OperatorWire.PauseModel body) {
        models.pause(known(model), body.reason());
        return models();
    }

    @PostMapping("/models/{model}/resume")
    @Refuses("404 NOT_FOUND")
    @Operation(operationId = "operatorResumeModel", summary = "Take creations with a model again")
    OperatorWire.ModelsAnswer resume(@PathVariable String model) {
        models.resume(known(model));
        return models();
    }

    @PutMapping("/showcase/{code}")
    @Refuses("404 NOT_FOUND")
    @Operation(operationId = "operatorMarkShowcase", summary = "Let anybody list and pull an agent")
    OperatorWire.ShowcaseAnswer mark(@PathVariable String code) {
        return showcase(code, true);
    }

    @DeleteMapping("/showcase/{code}")
    @Refuses("404 NOT_FOUND")
    @Operation(operationId = "operatorUnmarkShowcase", summary = "Leave an agent to its owner alone again")
    OperatorWire.ShowcaseAnswer unmark(@PathVariable String code) {
        return showcase(code, false);
    }

    private OperatorWire.ShowcaseAnswer showcase(String code, boolean shown) {
        agents.show(code, shown);
        return new OperatorWire.ShowcaseAnswer(true, new OperatorWire.ShowcaseAgent(code, shown));
    }

    private static Model known(String model) {
        return Model.of(model).orElseThrow(() -> new ApiException(CommonError.NOT_FOUND, "No such model: " + model));
    }
}
