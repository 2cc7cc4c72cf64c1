package io.github.ecsmonitoring.grafanapublisher.bundle;

import io.github.ecsmonitoring.grafanapublisher.aws.AwsAccess;
import java.net.URI;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/** An object in S3. */
record ObjectLocation(String bucket, String key) {
    /**
     * The URL, with the bucket as host. The bucket is in the path at another endpoint than AWS's, and if it has a dot,
     * which the certificate does not cover.
     */
    URI url(AwsAccess access) {
        String path = "/" + SdkHttpUtils.urlEncodeIgnoreSlashes(key);
        if (access.s3Endpoint() != null) {
            return URI.create(access.s3Endpoint() + "/" + bucket + path);
        }
        String host = "s3." + access.region().id() + "."
                + PartitionMetadata.of(access.region()).dnsSuffix();
        return URI.create(
                bucket.contains(".")
                        ? "https://" + host + "/" + bucket + path
                        : "https://" + bucket + "." + host + path);
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + key;
    }
}
