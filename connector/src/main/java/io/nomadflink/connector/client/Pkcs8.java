package io.nomadflink.connector.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Wraps the older DER forms of private keys, PKCS#1 and SEC 1, into PKCS#8, which is all that the
 * JDK reads. {@code nomad tls cert create} writes SEC 1.
 */
final class Pkcs8 {
    private static final int INTEGER = 0x02;
    private static final int OCTETS = 0x04;
    private static final int OBJECT_ID = 0x06;
    private static final int SEQUENCE = 0x30;
    private static final int PARAMETERS = 0xA0;
    private static final byte[] VERSION_0 = {INTEGER, 1, 0};

    /** rsaEncryption 1.2.840.113549.1.1.1, with its parameter NULL. */
    private static final byte[] RSA = {
        OBJECT_ID, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 1, 5, 0
    };

    /** ecPublicKey 1.2.840.10045.2.1; its parameter is the curve. */
    private static final byte[] EC = {
        OBJECT_ID, 7, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 2, 1
    };

    private Pkcs8() {}

    static byte[] ofRsa(byte[] pkcs1) {
        return element(SEQUENCE, concat(VERSION_0, element(SEQUENCE, RSA), element(OCTETS, pkcs1)));
    }

    static byte[] ofEc(byte[] sec1) throws IOException {
        byte[] algorithm = element(SEQUENCE, concat(EC, curve(sec1)));
        return element(SEQUENCE, concat(VERSION_0, algorithm, element(OCTETS, sec1)));
    }

    /** The object identifier in {@code [0]} of an ECPrivateKey (RFC 5915). */
    private static byte[] curve(byte[] sec1) throws IOException {
        try {
            int at = contentAt(sec1, 0);
            int end = endOf(sec1, 0);
            while (at < end) {
                if ((sec1[at] & 0xFF) == PARAMETERS) {
                    return Arrays.copyOfRange(sec1, contentAt(sec1, at), endOf(sec1, at));
                }
                at = endOf(sec1, at);
            }
        } catch (ArrayIndexOutOfBoundsException e) {
            throw new IOException("an EC private key is cut short");
        }
        throw new IOException("an EC private key does not name its curve");
    }

    private static int contentAt(byte[] der, int at) {
        int first = der[at + 1] & 0xFF;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7F);
    }

    private static int endOf(byte[] der, int at) {
        int first = der[at + 1] & 0xFF;
        int length = first < 0x80 ? first : 0;
        for (int i = at + 2; i < contentAt(der, at); i++) {
            length = length << 8 | der[i] & 0xFF;
        }
        if (length < 0 || length > der.length) {
            throw new ArrayIndexOutOfBoundsException(length);
        }
        return contentAt(der, at) + length;
    }

    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.length;
        if (length < 0x80) {
            out.write(length);
        } else if (length < 0x100) {
            out.write(0x81);
            out.write(length);
        } else {
            out.write(0x82);
            out.write(length >> 8);
            out.write(length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
