package org.vae4j.core.backend;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadroomTest {
  private static final Headroom SMALL = new Headroom(100, 200, "the machine has");

  @Test
  void require_whatFits_isGranted() {
    assertDoesNotThrow(() -> SMALL.require("training", 100, 200, "lower batch"));
  }

  @Test
  void require_tooMuchOutside_namesBothNumbersAndTheRemedy() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> SMALL.require("training", 100, 201, "lower batch"))
            .getMessage();
    assertEquals(
        "training: must fit in the 200 bytes that the machine has; got 201 bytes to hold"
            + " (lower batch)",
        message);
  }

  @Test
  void requireHeap_moreThanThereCanBe_namesBothNumbers() {
    long most = Runtime.getRuntime().maxMemory();
    assertDoesNotThrow(() -> Headroom.requireHeap("start", 1, "fewer"));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Headroom.requireHeap("start", most + 1, "fewer components"))
            .getMessage();
    assertTrue(message.startsWith("start: must fit in the "), message);
    assertTrue(message.endsWith("got " + (most + 1) + " bytes to hold there (fewer components)"));
  }

  @Test
  void require_tooMuchOnTheHeap_namesTheHeap() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> SMALL.require("plan", 101, 0, ""))
            .getMessage();
    assertEquals(
        "plan: must fit in the 100 bytes left of the Java heap (-Xmx); got 101 bytes to hold there",
        message);
  }

  @Test
  void now_thisMachine_hasRoomButNotForAll() {
    Headroom now = Headroom.now();
    assertTrue(now.heap() > 0 && now.outside() > 0, now::toString);
    assertDoesNotThrow(() -> Headroom.requireNative("plan", 1024));
    assertThrows(
        IllegalArgumentException.class, () -> Headroom.requireNative("plan", Long.MAX_VALUE));
  }

  @Test
  void cgroup_limit_isWhatIsLeftOfItAndDroppablePages(@TempDir Path group) throws IOException {
    assertEquals(OptionalLong.empty(), Headroom.cgroup(group));
    Files.writeString(group.resolve("memory.max"), "1000\n");
    Files.writeString(group.resolve("memory.current"), "900\n");
    assertEquals(OptionalLong.of(100), Headroom.cgroup(group));
    Files.writeString(group.resolve("memory.stat"), "anon 5\ninactive_file 250\n");
    assertEquals(OptionalLong.of(350), Headroom.cgroup(group));
    Files.writeString(group.resolve("memory.max"), "max\n");
    assertEquals(OptionalLong.empty(), Headroom.cgroup(group));
  }
}
