package dev.tideline.events.projection;

import dev.tideline.events.store.StreamId;
import dev.tideline.events.web.CurrentUser;
import dev.tideline.events.web.Refusals;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Projections")
@RestController
@RequestMapping("/ops/projections")
class ProjectionController {

    private final Projections projections;

    ProjectionController(Projections projections) {
        this.projections = projections;
    }

    /**
     * Where projections stand.
     *
     * @param builds of every projection, the one that is read and those on their way
     * @param repairs what is being made anew stream by stream
     */
    record Standing(List<Progress> builds, List<Repair> repairs) {}

    @GetMapping
    Standing standing() {
        return new Standing(projections.progress(), projections.repairs());
    }

    /** Makes it anew beside the one that is read, whose place it takes by itself if the two are the same. */
    @PostMapping("/{name}/rebuild")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @ApiResponse(responseCode = "202")
    Build rebuild(@CurrentUser String actor, @PathVariable String name) {
        return projections.rebuild(known(name), actor);
    }

    /** Makes what one stream, or every stream of a type, came to anew, in the one that is read. */
    @PostMapping("/{name}/streams/{type}/rebuild")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @ApiResponse(responseCode = "202")
    Standing rebuildStreams(
            @CurrentUser String actor,
            @PathVariable String name,
            @PathVariable String type,
            @RequestParam @Nullable String id) {
        if (!projections.canRebuildStreams(known(name))) {
            throw Refusals.conflict(name + " can be made anew as a whole only.");
        }
        if (id == null) {
            projections.rebuild(name, type, actor);
        } else {
            projections.rebuild(name, new StreamId(type, id), actor);
        }
        return standing();
    }

    /** Says of one that differs that it is right. */
    @PostMapping("/{name}/builds/{number}/accept")
    Standing accept(@CurrentUser String actor, @PathVariable String name, @PathVariable int number) {
        return after(projections.accept(known(name), number, actor), name, number, "that differs");
    }

    /** Drops one that is not read, whether it differs or is on its way. */
    @PostMapping("/{name}/builds/{number}/reject")
    Standing reject(@CurrentUser String actor, @PathVariable String name, @PathVariable int number) {
        return after(projections.reject(known(name), number, actor), name, number, "that is not read");
    }

    private Standing after(boolean done, String name, int number, String which) {
        if (!done) {
            throw Refusals.conflict("There is no build %d of %s %s.".formatted(number, name, which));
        }
        return standing();
    }

    private String known(String name) {
        if (!projections.exists(name)) {
            throw Refusals.notFound("There is no projection " + name + ".");
        }
        return name;
    }
}
