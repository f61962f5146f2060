package org.vae4j.models.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
  private static final int BATCHES = 7;

  private static double at(Schedule schedule, double epochs) {
    return schedule.at(new Moment(Math.round(epochs * BATCHES) - 1, BATCHES));
  }

  @ParameterizedTest
  @EnumSource(Annealing.class)
  void firstRise_endsAtTheGivenEpochExactly(Annealing shape) {
    Schedule schedule = new Schedule(shape, 0.2, 0.9, 3);
    assertEquals(0.9, schedule.at(Moment.endOf(3, BATCHES)));
    assertTrue(schedule.arrived(Moment.endOf(3, BATCHES)));
    assertFalse(schedule.arrived(new Moment(3 * BATCHES - 2, BATCHES)));
    double before = 0.2;
    for (int step = 0; step < 3 * BATCHES; step++) {
      double now = schedule.at(new Moment(step, BATCHES));
      assertTrue(now > before, "step " + step);
      before = now;
    }
  }

  @Test
  void linear_andCosine_stayWhereTheyArrive() {
    assertEquals(0.5, at(new Schedule(Annealing.LINEAR, 0, 1, 2), 1), 1e-15);
    assertEquals(25, at(new Schedule(Annealing.LINEAR, 0, 25, 2), 100));
    assertEquals(1, at(new Schedule(Annealing.COSINE, 0, 1, 2), 3));
    assertEquals(0.5, at(new Schedule(Annealing.COSINE, 0, 1, 2), 1), 1e-15);
    assertEquals(-2, at(new Schedule(Annealing.COSINE, 4, -2, 1), 9));
  }

  /** Two epochs up, two at rest: R = 0.5. */
  @Test
  void cyclical_restsAsLongAsItRises_andStartsAgain() {
    Schedule schedule = new Schedule(Annealing.CYCLICAL, 0, 1, 2);
    for (int cycle = 0; cycle < 4; cycle++) {
      assertEquals(1 / (2.0 * BATCHES), at(schedule, 4 * cycle + 1.0 / BATCHES), 1e-13);
      assertEquals(0.5, at(schedule, 4 * cycle + 1), 1e-13);
      assertEquals(1, at(schedule, 4 * cycle + 2));
      assertEquals(1, at(schedule, 4 * cycle + 3));
      assertEquals(1, at(schedule, 4 * cycle + 4));
    }
  }

  @Test
  void endOfEpoch_isItsLastStep() {
    assertEquals(new Moment(6, 7), new Moment(0, 7).endOfEpoch());
    assertEquals(new Moment(6, 7), new Moment(6, 7).endOfEpoch());
    assertEquals(Moment.endOf(2, 7), new Moment(7, 7).endOfEpoch());
    assertEquals(2, Moment.endOf(2, 7).epochs());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.5", "1", "-3", "0..1:linear:10", "0.1..25:cosine:0.5", "1..0:cyclical:3"})
  void text_isReadBack(String text) {
    assertEquals(text, Schedule.parse(text).text());
    assertEquals(Schedule.parse(text), Schedule.parse(Schedule.parse(text).text()));
  }

  @Test
  void parse_withoutAShape_isLinear() {
    assertEquals(new Schedule(Annealing.LINEAR, 0, 25, 10), Schedule.parse("0..25:10"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "0..1", "0..1:sine:3", "0..1:linear", "1e400", "0..1:-3", "NaN"})
  void parse_ofAnythingElse_isRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Schedule.parse(text));
  }
}
