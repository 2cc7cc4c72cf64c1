package io.github.ecsmonitoring.grafana.content;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the requests of a data source are signed.
 *
 * @param region may be a token
 * @param roleArn a role to assume, or null
 * @param externalId for the role, or null
 * @param authType replaces that of the Grafana, or null
 */
record DataSourceSigning(String region, String roleArn, String externalId, String authType) {

    DataSourceSigning withRole(String roleArn, String externalId) {
        return new DataSourceSigning(region, roleArn, externalId, authType);
    }

    DataSourceSigning withAuthType(String authType) {
        return new DataSourceSigning(region, roleArn, externalId, authType);
    }

    /** The keys of {@code jsonData}. */
    Map<String, Object> keys(DataSourceKind kind, DataSourceAuth auth) {
        String type = authType != null ? authType : auth.type();
        Map<String, Object> keys = new LinkedHashMap<>();
        if (kind.isSigned) {
            keys.put("sigV4Auth", true);
            keys.put("sigV4AuthType", type);
            keys.put("sigV4Region", region);
            putRole(keys, "sigV4AssumeRoleArn", "sigV4ExternalId");
        } else {
            keys.put("authType", type);
            keys.put("defaultRegion", region);
            putRole(keys, "assumeRoleArn", "externalId");
        }
        return keys;
    }

    private void putRole(Map<String, Object> keys, String roleKey, String externalIdKey) {
        if (roleArn != null) {
            keys.put(roleKey, roleArn);
        }
        if (externalId != null) {
            keys.put(externalIdKey, externalId);
        }
    }
}
