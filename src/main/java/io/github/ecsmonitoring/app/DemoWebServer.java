package io.github.ecsmonitoring.app;

import io.github.ecsmonitoring.images.PinnedImage;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.ecs.Capability;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.LinuxParameters;
import software.amazon.awscdk.services.ecs.TaskDefinition;

/** The container of the demo workload: nginx without root, capabilities and a writable root file system. */
final class DemoWebServer {
    private static final String IMAGE = "public.ecr.aws/nginx/nginx-unprivileged:1.28.0";
    /** {@code /dev/shm} is writable in each container, also on Fargate, which has no tmpfs for tasks. */
    private static final String CONFIG = """
            daemon off;
            pid /dev/shm/nginx.pid;
            error_log stderr;
            events {}
            http {
              access_log off;
              client_body_temp_path /dev/shm/client_body;
              proxy_temp_path /dev/shm/proxy;
              fastcgi_temp_path /dev/shm/fastcgi;
              uwsgi_temp_path /dev/shm/uwsgi;
              scgi_temp_path /dev/shm/scgi;
              server {
                listen 8080;
                return 200 "demo\\n";
              }
            }
            """;

    private DemoWebServer() {}

    /** The options of the container, without memory and logs. */
    static ContainerDefinitionOptions.Builder options(TaskDefinition task) {
        LinuxParameters linux =
                LinuxParameters.Builder.create(task, "web-linux").build();
        linux.dropCapabilities(Capability.ALL);
        return ContainerDefinitionOptions.builder()
                .image(PinnedImage.of(IMAGE))
                // The image's own user, nginx.
                .user("101:101")
                .readonlyRootFilesystem(true)
                .linuxParameters(linux)
                .environment(Map.of("NGINX_CONF", CONFIG))
                .command(List.of(
                        "sh",
                        "-c",
                        "printenv NGINX_CONF > /dev/shm/nginx.conf && exec nginx -e stderr -c /dev/shm/nginx.conf"));
    }
}
