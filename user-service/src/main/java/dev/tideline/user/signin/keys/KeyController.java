package dev.tideline.user.signin.keys;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Signing keys")
@RestController
class KeyController {

    private final RotateKeys rotate;

    KeyController(RotateKeys rotate) {
        this.rotate = rotate;
    }

    /** A new key signs from now on. What the present one signed stays valid until it expires. */
    @PostMapping("/ops/signing-keys/rotate")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ApiResponse(responseCode = "204")
    void rotate() {
        rotate.now();
    }
}
