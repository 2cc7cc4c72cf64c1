package io.github.ecsmonitoring.exporter.websecurity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeysTest {

    @ParameterizedTest
    @ValueSource(strings = {"server", "server-rsa", "server-ed"})
    void readsPkcs8(String alias) throws Exception {
        assertThat(read(TestKeys.key(alias), alias)).isEqualTo(TestKeys.privateKey(alias));
    }

    @Test
    void readsPkcs1() throws Exception {
        assertThat(read(TestKeys.pem("RSA PRIVATE KEY", TestKeys.bareKey("server-rsa")), "server-rsa"))
                .isEqualTo(TestKeys.privateKey("server-rsa"));
    }

    @Test
    void readsSec1WithAndWithoutTheCurve() throws Exception {
        BigInteger secret = ((ECPrivateKey) TestKeys.privateKey("server")).getS();
        for (byte[] der : List.of(TestKeys.bareKey("server"), TestKeys.bareKeyWithCurve("server"))) {
            assertThat(read(TestKeys.pem("EC PRIVATE KEY", der), "server"))
                    .isInstanceOfSatisfying(
                            ECPrivateKey.class, key -> assertThat(key.getS()).isEqualTo(secret));
        }
    }

    @Test
    void skipsBlocksBeforeTheKey() throws Exception {
        String text = "Bag Attributes\n    friendlyName: server\n" + TestKeys.pem("EC PARAMETERS", new byte[] {6, 1, 0})
                + TestKeys.chain("server") + TestKeys.key("server").replace("\n", "\r\n") + TestKeys.key("server-rsa");
        assertThat(read(text, "server")).isEqualTo(TestKeys.privateKey("server"));
    }

    @Test
    void rejectsTheKeyOfAnotherCertificate() throws Exception {
        String key = TestKeys.key("client");
        assertThatThrownBy(() -> read(key, "server"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("key: the key does not belong to the certificate");
        String rsa = TestKeys.key("server-rsa");
        assertThatThrownBy(() -> read(rsa, "server"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "key: the block \"PRIVATE KEY\" cannot be read as the EC key of the certificate: ");
    }

    @Test
    void rejectsAnEncryptedKey() {
        assertThatThrownBy(() -> read(TestKeys.pem("ENCRYPTED PRIVATE KEY", new byte[] {1}), "server"))
                .hasMessage("key: the key is encrypted, expected a key without a password");
        assertThatThrownBy(() -> read("""
                -----BEGIN RSA PRIVATE KEY-----
                Proc-Type: 4,ENCRYPTED
                DEK-Info: AES-128-CBC,00

                AAAA
                -----END RSA PRIVATE KEY-----
                """, "server"))
                .hasMessage("key: the key is encrypted, expected a key without a password");
    }

    @Test
    void rejectsInvalidText() throws Exception {
        String whole = TestKeys.key("server");
        String none = "key: expected a block \"PRIVATE KEY\", \"RSA PRIVATE KEY\" or \"EC PRIVATE KEY\", got none";
        assertThatThrownBy(() -> read("", "server")).hasMessage(none);
        assertThatThrownBy(() -> read(TestKeys.chain("server"), "server")).hasMessage(none);
        assertThatThrownBy(() -> read(whole.substring(0, 60), "server"))
                .hasMessage("key: the block \"PRIVATE KEY\" has no END line");
        assertThatThrownBy(() -> read(whole.replace("M", "*"), "server"))
                .hasMessage("key: the block \"PRIVATE KEY\" is not valid base64");
        for (int length : new int[] {0, 1, 2, 7, 20}) {
            for (String type : new String[] {"PRIVATE KEY", "EC PRIVATE KEY", "RSA PRIVATE KEY"}) {
                assertThatThrownBy(() -> read(TestKeys.pem(type, new byte[length]), "server"))
                        .isExactlyInstanceOf(IOException.class)
                        .hasMessageStartingWith(
                                "key: the block \"" + type + "\" cannot be read as the EC key of the certificate: ");
            }
        }
    }

    private static PrivateKey read(String text, String certificate) throws Exception {
        return PrivateKeys.read(new WebSettings.Source("key", null, text), TestKeys.publicKey(certificate));
    }
}
