using System.Globalization;
using System.Numerics;

namespace Microsoft.ML.Data;

/// <summary>A 128-bit id of a row. It stays with the row when rows are shuffled, filtered or read by several cursors.</summary>
public readonly struct DataViewRowId : IComparable<DataViewRowId>, IEquatable<DataViewRowId>
{
    // The two multipliers and the rotations of the 128-bit variant of MurmurHash3 (Appleby, public domain), whose rounds the ids are mixed with.
    private const ulong FirstMultiplier = 0x87c37b91114253d5;
    private const ulong SecondMultiplier = 0x4cf5ad432745937f;

    /// <summary>The low 64 bits.</summary>
    public readonly ulong Low;

    /// <summary>The high 64 bits.</summary>
    public readonly ulong High;

    /// <summary>An id of the given halves.</summary>
    public DataViewRowId(ulong low, ulong high)
    {
        Low = low;
        High = high;
    }

    /// <summary>The 32 hexadecimal digits, high half first.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:x16}{Low:x16}");

    /// <summary>Orders by the high half, then by the low one.</summary>
    public int CompareTo(DataViewRowId other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    /// <summary>Whether both halves are equal.</summary>
    public bool Equals(DataViewRowId other) => (Low, High) == (other.Low, other.High);

    /// <inheritdoc/>
    public override bool Equals(object obj) => obj is DataViewRowId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Low, High);

    /// <summary>The id of a row made from this one, where <see cref="Next"/> is the id of another row made from it.</summary>
    public DataViewRowId Fork() => Mix(BitOperations.RotateLeft(FirstMultiplier, 31) * SecondMultiplier, 0);

    /// <summary>The id that follows this one in a series of made ids.</summary>
    public DataViewRowId Next() => Mix(0, 0);

    /// <summary>The id of a row made of this row and another.</summary>
    public DataViewRowId Combine(DataViewRowId other)
    {
        DataViewRowId fork = other.Fork();
        ulong first = BitOperations.RotateLeft(fork.Low * FirstMultiplier, 31) * SecondMultiplier;
        ulong second = BitOperations.RotateLeft(fork.High * SecondMultiplier, 33) * FirstMultiplier;
        ulong low = BitOperations.RotateLeft(Low ^ first, 27) + High;
        low = low * 5 + 0x52dce729;
        ulong high = BitOperations.RotateLeft(High ^ second, 31) + low;
        return new DataViewRowId(low, high * 5 + 0x38495ab5);
    }

    /// <summary>One round, with words that are mixed into the halves after it.</summary>
    private DataViewRowId Mix(ulong intoLow, ulong intoHigh)
    {
        ulong low = (BitOperations.RotateLeft(Low, 27) + High) * 5 + 0x52dce729;
        ulong high = (BitOperations.RotateLeft(High, 31) + low) * 5 + 0x38495ab5;
        return new DataViewRowId(low ^ intoLow, high ^ intoHigh);
    }
}
