package org.vae4j.core.kernel;

/** The tile kernels of the error function and of the normal distribution function. */
final class ErrorFunctions {
  /** Where erf is 1 to float precision. */
  private static final float LIMIT = 3.925f;

  /**
   * {@code erf(x) / x = (P0 + P1 y + .. + P5 y^5) / (1 + Q1 y + .. + Q5 y^5)} with {@code y = x^2}
   * on {@code |x| <= LIMIT}: minimax by Lawson's iteration, relative error 1.9e-8; rounded to
   * float. All coefficients are positive, so nothing cancels.
   */
  private static final float P0 = 1.1283791f;

  private static final float P1 = 0.19059478f;
  private static final float P2 = 0.052769426f;
  private static final float P3 = 0.0037725908f;
  private static final float P4 = 0.00028484393f;
  private static final float P5 = 2.046013e-6f;
  private static final float Q1 = 0.5022429f;
  private static final float Q2 = 0.114183135f;
  private static final float Q3 = 0.0149832815f;
  private static final float Q4 = 0.0011638666f;
  private static final float Q5 = 3.8047645e-5f;

  /** Where the lower tail is 0 to float precision. */
  private static final float TAIL = 14.6f;

  /**
   * {@code e^(t^2/2) Phi(-t) = (A0 + A1 t + .. + A4 t^4) / (1 + B1 t + .. + B5 t^5)} on {@code 0 <=
   * t <= TAIL}: minimax by Lawson's iteration, relative error 6e-9; rounded to float.
   */
  private static final float A0 = 0.5f;

  private static final float A1 = 0.43849832f;
  private static final float A2 = 0.18338598f;
  private static final float A3 = 0.040684123f;
  private static final float A4 = 0.004123877f;
  private static final float B1 = 1.6748817f;
  private static final float B2 = 1.2031293f;
  private static final float B3 = 0.46986887f;
  private static final float B4 = 0.101986356f;
  private static final float B5 = 0.0103369085f;

  private static final Pass[] NORMAL_CDF = {
    (out, a, s, n) -> minusHalfSquare(s.second, a, n),
    (out, a, s, n) -> Exponentials.exp(s.second, s.second, n),
    (out, a, s, n) -> tail(s.second, a, n),
    (out, a, s, n) -> bothSides(out, a, s.second, n)
  };

  private ErrorFunctions() {}

  static void erf(float[] out, float[] a, int n) {
    for (int i = 0; i < n; i++) {
      float x = Math.max(-LIMIT, Math.min(LIMIT, a[i]));
      float y = x * x;
      float p = Math.fma(Math.fma(Math.fma(P5, y, P4), y, P3), y, P2);
      p = Math.fma(Math.fma(p, y, P1), y, P0);
      float q = Math.fma(Math.fma(Math.fma(Q5, y, Q4), y, Q3), y, Q2);
      q = Math.fma(Math.fma(q, y, Q1), y, 1f);
      out[i] = Math.max(-1f, Math.min(1f, x * p / q));
    }
  }

  static void normalCdf(float[] out, float[] a, int n) {
    Pass.run(NORMAL_CDF, out, a, n);
  }

  private static void minusHalfSquare(float[] out, float[] a, int n) {
    for (int i = 0; i < n; i++) {
      float t = Math.min(TAIL, Math.abs(a[i]));
      out[i] = -0.5f * (t * t);
    }
  }

  /** {@code Phi(-|a|)} from {@code e^(-t^2/2)}, with what the rounding of {@code t^2} lost. */
  private static void tail(float[] e, float[] a, int n) {
    for (int i = 0; i < n; i++) {
      float t = Math.min(TAIL, Math.abs(a[i]));
      float lost = 0.5f * Math.fma(t, t, -(t * t));
      float p = Math.fma(Math.fma(Math.fma(Math.fma(A4, t, A3), t, A2), t, A1), t, A0);
      float q = Math.fma(Math.fma(Math.fma(B5, t, B4), t, B3), t, B2);
      q = Math.fma(Math.fma(q, t, B1), t, 1f);
      e[i] = Math.fma(-lost, e[i], e[i]) * (p / q);
    }
  }

  /** The tail for negative a, 1 less the tail for positive; at subnormal a both are a half. */
  private static void bothSides(float[] out, float[] a, float[] tail, int n) {
    for (int i = 0; i < n; i++) {
      float upper = Math.max(0f, Math.min(1f, a[i] * Float.MAX_VALUE));
      out[i] = Math.fma(tail[i], 1f - 2f * upper, upper);
    }
  }
}
