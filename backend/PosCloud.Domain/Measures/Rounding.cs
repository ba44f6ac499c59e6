namespace PosCloud.Domain.Measures;

/// <summary>The one place where money is rounded: half away from zero, over 128-bit intermediates.</summary>
public static class Rounding
{
    /// <summary><c>value × multiplier ÷ divisor</c>, rounded half away from zero.</summary>
    /// <exception cref="OverflowException">The result doesn't fit 64 bits.</exception>
    public static long MultiplyDivide(long value, long multiplier, long divisor)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(divisor);
        var product = (Int128)value * multiplier;
        var (quotient, remainder) = Int128.DivRem(product, divisor);
        if (Int128.Abs(remainder) * 2 >= divisor) quotient += Int128.Sign(product);
        return checked((long)quotient);
    }

    /// <summary>The multiple of <paramref name="increment"/> nearest to the value, half away from zero.</summary>
    public static long ToIncrement(long value, long increment) =>
        checked(MultiplyDivide(value, 1, increment) * increment);
}
