package io.github.ecsmonitoring.grafana;

import java.io.StringReader;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The metadata document of an identity provider. */
final class SamlMetadata {
    private static final String NAMESPACE = "urn:oasis:names:tc:SAML:2.0:metadata";
    private static final Set<String> ROOTS = Set.of("EntityDescriptor", "EntitiesDescriptor");

    private SamlMetadata() {}

    /** @throws IllegalArgumentException if the text is not well-formed, or is another document */
    static void check(String xml) {
        String root;
        try {
            root = root(xml);
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException(
                    "SAML metadata must be an XML document, got an error in line "
                            + e.getLocation().getLineNumber()
                            + ": pass the text of the document, or call metadataUrl(...) with its address",
                    e);
        }
        if (!root.startsWith("{" + NAMESPACE + "}") || !ROOTS.contains(root.substring(NAMESPACE.length() + 2))) {
            throw new IllegalArgumentException("SAML metadata must have the root element EntityDescriptor of "
                    + NAMESPACE + ", got " + root
                    + ": pass the metadata of the identity provider");
        }
    }

    /** For example <code>{urn:oasis:names:tc:SAML:2.0:metadata}EntityDescriptor</code>. */
    private static String root(String xml) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
        String root = null;
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamReader.START_ELEMENT && root == null) {
                root = reader.getName().toString();
            }
        }
        return root;
    }
}
