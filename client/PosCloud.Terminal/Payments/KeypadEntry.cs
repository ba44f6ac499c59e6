namespace PosCloud.Terminal.Payments;

/// <summary>
/// Digits typed on a keypad, read as a whole number of the smallest unit: 1, 0, 0, 0 is 10.00 euro or 1.000 kg.
/// A value that was offered is replaced by the first key, not extended.
/// </summary>
public sealed class KeypadEntry(int maxDigits = 9)
{
    private bool _offered;

    /// <summary>What stands there now.</summary>
    public long Value { get; private set; }

    /// <summary>True until the first key after <see cref="Offer"/>.</summary>
    public bool IsOffered => _offered;

    /// <summary>Puts a value there that the next key replaces.</summary>
    public void Offer(long value)
    {
        Value = value;
        _offered = true;
    }

    /// <summary>Appends one or more digits; digits beyond the limit are ignored.</summary>
    public void Press(string digits)
    {
        ArgumentNullException.ThrowIfNull(digits);
        if (_offered)
        {
            Value = 0;
            _offered = false;
        }

        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit) || Length(Value) >= maxDigits && Value != 0)
            {
                return;
            }

            Value = (Value * 10) + (digit - '0');
        }
    }

    /// <summary>Takes the last digit away; an offered value goes as a whole.</summary>
    public void Backspace()
    {
        Value = _offered ? 0 : Value / 10;
        _offered = false;
    }

    private static int Length(long value)
    {
        var digits = 0;
        for (; value > 0; value /= 10)
        {
            digits++;
        }

        return digits;
    }
}
