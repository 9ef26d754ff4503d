namespace Microsoft.ML.Data;

/// <summary>Says that the member it marks, a byte or unsigned integer or an array of these, holds keys.</summary>
/// <remarks>In objects that become rows 0 is the first thing and anything from the count on is "missing"; in columns and in objects made of rows 1 is the first and 0 "missing".</remarks>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = false, Inherited = true)]
public sealed class KeyTypeAttribute : Attribute
{
    /// <summary>Not supported: a key has a count.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public KeyTypeAttribute()
    {
        throw new NotSupportedException("A key needs to know how many things there are: KeyType(count).");
    }

    /// <summary>Keys of <paramref name="count"/> things.</summary>
    public KeyTypeAttribute(ulong count)
    {
        Count = count;
    }

    internal ulong Count { get; }
}
