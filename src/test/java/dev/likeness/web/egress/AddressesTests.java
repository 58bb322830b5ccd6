package dev.likeness.web.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.likeness.web.egress.EgressProperties.AllowPrivate;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every spelling of an address that is not public is refused (CONTRACT 6). */
class AddressesTests {

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255",
            "127.0.0.1", "127.255.255.254", "169.254.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255",
            "192.0.0.1", "192.0.2.1", "192.168.0.1", "192.88.99.1", "198.18.0.1", "198.19.255.255", "198.51.100.1",
            "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "2130706433", "0x7f000001",
            "0x7F000001", "017700000001", "127.1", "127.0.1", "0177.0.0.1", "0x7f.0.0.1", "0x7f.1", "10.1", "0", "0.0",
            "127.0.0.1.", "3232235777", "0xa9fea9fe", "169.254.43518", "192.168.257", "[::]", "[::1]",
            "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:10.0.0.1]", "[::127.0.0.1]",
            "[::ffff:0:127.0.0.1]", "[64:ff9b::127.0.0.1]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b:1::1]",
            "[2002:7f00:1::]", "[2002:a00:1::1]", "[2002:c0a8:101::1]", "[fc00::1]", "[fd12:3456::1]", "[fe80::1]",
            "[febf::1]", "[fec0::1]", "[ff02::1]", "[2001::1]", "[2001:db8::1]", "[2001:10::1]", "[100::1]",
            "[3fff:0::1]", "[5f00::1]", "[4000::1]"})
    void isNotPublic(String host) throws UnknownHostException {
        InetAddress address = Addresses.literal(host);
        assertThat(address).isNotNull();
        assertThat(Addresses.isPublic(address)).as(address.getHostAddress()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1",
            "126.255.255.255", "128.0.0.1", "169.253.0.1", "172.15.255.255", "172.32.0.1", "192.0.1.1", "192.169.0.1",
            "198.17.255.255", "198.20.0.1", "223.255.255.255", "134744072", "0x08080808", "[2606:4700::1111]",
            "[2a00:1450:4001::1]", "[::ffff:8.8.8.8]", "[64:ff9b::808:808]", "[2002:808:808::1]"})
    void isPublic(String host) {
        assertThat(Addresses.isPublic(Addresses.literal(host))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"256.1.1.1", "1.2.3.4.5", "4294967296", "0x100000000", "1.2.3.999", "08.1.1.1", "[::1",
            "[g::1]",
            "[1:2]", "1..1", "99999999999999999999", "foo.0x7f", "a.1"})
    void refusesNumbersThatAreNoAddress(String host) {
        assertThatExceptionOfType(EgressException.class).isThrownBy(() -> Addresses.literal(host));
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "localhost", "1.example", "0x7f.example", "a", "127.0.0.1.nip.io",
            "xn--4ca.de"})
    void leavesNamesToTheResolver(String host) {
        assertThat(Addresses.literal(host)).isNull();
    }

    @Test
    void opensOnlyWhatTheSettingAllows() {
        InetAddress loopback = Addresses.literal("127.0.0.1");
        InetAddress mapped = Addresses.literal("[::ffff:127.0.0.1]");
        InetAddress intranet = Addresses.literal("10.0.0.1");
        InetAddress world = Addresses.literal("8.8.8.8");
        assertThat(Addresses.mayReach(loopback, AllowPrivate.NONE)).isFalse();
        assertThat(Addresses.mayReach(loopback, AllowPrivate.LOOPBACK)).isTrue();
        assertThat(Addresses.mayReach(mapped, AllowPrivate.LOOPBACK)).isTrue();
        assertThat(Addresses.mayReach(intranet, AllowPrivate.LOOPBACK)).isFalse();
        assertThat(Addresses.mayReach(intranet, AllowPrivate.ALL)).isTrue();
        assertThat(Addresses.mayReach(world, AllowPrivate.NONE)).isTrue();
    }
}
