using System.Globalization;

namespace FaceML.Onnx;

/// <summary>
/// One dimension of a shape: a number, a named symbol (equal names are equal sizes within a graph), or unknown.
/// Numbers and strings convert to it, so that a shape can be written <c>new OnnxShape("N", 3, 112, 112)</c>.
/// </summary>
public readonly record struct OnnxDimension
{
    private OnnxDimension(long? value, string? symbol)
    {
        Value = value;
        Symbol = symbol;
    }

    /// <summary>A dimension of which nothing is known.</summary>
    public static OnnxDimension Unknown => default;

    /// <summary>The size, at least 0, or null when it is symbolic or unknown.</summary>
    public long? Value { get; }

    /// <summary>The symbol's name, or null.</summary>
    public string? Symbol { get; }

    /// <summary>Whether neither a size nor a symbol is known.</summary>
    public bool IsUnknown => Value is null && Symbol is null;

    /// <summary>A dimension of a known size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is negative.</exception>
    public static OnnxDimension Of(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return new(value, null);
    }

    /// <summary>A symbolic dimension; an empty name is unknown.</summary>
    public static OnnxDimension Of(string symbol) => string.IsNullOrEmpty(symbol) ? Unknown : new(null, symbol);

    /// <summary>The same as <see cref="Of(long)"/>.</summary>
    public static implicit operator OnnxDimension(long value) => Of(value);

    /// <summary>The same as <see cref="Of(string)"/>.</summary>
    public static implicit operator OnnxDimension(string symbol) => Of(symbol);

    /// <summary>The size, the symbol, or "?".</summary>
    public override string ToString() => Value?.ToString(CultureInfo.InvariantCulture) ?? Symbol ?? "?";
}
