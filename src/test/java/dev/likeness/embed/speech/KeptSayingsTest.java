package dev.likeness.embed.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeptSayingsTest {

    private final KeptSayings kept = new KeptSayings(1_000, 3);
    private int begun;

    private Saying of(int id) {
        return kept.of(new KeptSayings.Key(new UUID(0, id), "A11AAA1111", "file"), grown -> {
            begun++;
            return new Saying(() -> new SaidSentence("Hi.", false, 1, new byte[300]), grown);
        });
    }

    @Test
    void whatWasSaidIsKeptAsFarAsItFitsAndWhatIsBeingSaidAlways() throws InterruptedException {
        Saying long1 = of(1);
        long1.sentence(2);
        assertThat(kept.bytes()).isEqualTo(900);
        Saying other = of(2);
        other.sentence(0);
        assertThat(kept.bytes()).as("the older one is dropped").isEqualTo(300);
        assertThat(of(1)).isSameAs(long1);
        assertThat(kept.bytes()).as("and the newer one now").isEqualTo(900);
        assertThat(of(2)).isSameAs(other);
        long1.sentence(30);
        other.sentence(30);
        assertThat(kept.bytes()).isZero();
        assertThat(of(1).sentence(30)).isSameAs(long1.sentence(30));
        assertThat(begun).isEqualTo(2);
    }

    @Test
    void manyShortTextsAreNoMoreThanThat() throws InterruptedException {
        List<Saying> said = new ArrayList<>();
        for (int id = 0; id < 10; id++) {
            said.add(of(id));
        }
        for (Saying one : said) {
            one.sentence(0);
        }
        assertThat(kept.bytes()).isEqualTo(900);
    }
}
