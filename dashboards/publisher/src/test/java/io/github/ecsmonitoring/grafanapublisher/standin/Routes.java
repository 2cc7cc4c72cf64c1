package io.github.ecsmonitoring.grafanapublisher.standin;

import java.util.Optional;

/** A part of the API. */
interface Routes {
    /** Empty if the request is for another part. */
    Optional<Reply> answer(Received request);
}
