namespace Microsoft.ML.Data;

/// <summary>One of <see cref="Count"/> things. The raw value 0 means "missing", 1 is the first.</summary>
public sealed class KeyDataViewType : PrimitiveDataViewType
{
    /// <summary>A key of <paramref name="count"/> things.</summary>
    /// <param name="type"><see cref="byte"/>, <see cref="ushort"/>, <see cref="uint"/> or <see cref="ulong"/>.</param>
    /// <param name="count">At least 1, at most the largest value of <paramref name="type"/>.</param>
    /// <exception cref="ArgumentException">The type or the count is none of these.</exception>
    public KeyDataViewType(Type type, ulong count)
        : base(type)
    {
        if (!IsValidDataType(type))
        {
            throw new ArgumentOutOfRangeException(nameof(type), $"The values of a key are bytes or unsigned integers, not {type}.");
        }

        if (count == 0 || count > Largest(type))
        {
            throw new ArgumentOutOfRangeException(nameof(count), $"A key held in {type.Name} counts from 1 to {Largest(type)} things, not {count}.");
        }

        Count = count;
    }

    /// <inheritdoc cref="KeyDataViewType(Type, ulong)"/>
    public KeyDataViewType(Type type, int count)
        : this(type, count > 0 ? (ulong)count : 0)
    {
    }

    /// <summary>How many things there are to choose from.</summary>
    public ulong Count { get; }

    /// <summary>Whether a key's values can be held in the type.</summary>
    public static bool IsValidDataType(Type type) =>
        type == typeof(uint) || type == typeof(ulong) || type == typeof(ushort) || type == typeof(byte);

    /// <summary>Whether the other type is a key of the same CLR type and count.</summary>
    public override bool Equals(DataViewType other) =>
        other is KeyDataViewType key && key.RawType == RawType && key.Count == Count;

    /// <inheritdoc/>
    public override bool Equals(object other) => other is DataViewType type && Equals(type);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(RawType, Count);

    /// <inheritdoc/>
    public override string ToString() => $"Key<{RawType.Name}, 0-{Count - 1}>";

    internal static ulong Largest(Type type) =>
        type == typeof(byte) ? byte.MaxValue : type == typeof(ushort) ? ushort.MaxValue : type == typeof(uint) ? uint.MaxValue : ulong.MaxValue;
}
