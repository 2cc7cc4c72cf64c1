package io.github.ecsmonitoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SnapshotTest {
    @Test
    void showsChangedLinesWithTwoLinesOfContext() {
        assertThat(Snapshot.diff("""
            a
            b
            c
            old
            e
            """, """
            a
            b
            c
            new
            newer
            e
            """)).isEqualTo("""
            line 4
              b
              c
            - old
            + new
            + newer""");
    }

    @Test
    void showsALineAddedAtTheEnd() {
        assertThat(Snapshot.diff("a\n", "a\nb\n")).isEqualTo("line 2\n  a\n+ b");
    }
}
