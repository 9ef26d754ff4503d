namespace Microsoft.ML.Data;

/// <summary>A number. There is one object for each of the ten CLR types.</summary>
public sealed class NumberDataViewType : PrimitiveDataViewType
{
    private NumberDataViewType(Type rawType)
        : base(rawType)
    {
    }

    /// <summary>An <see cref="sbyte"/>.</summary>
    public static NumberDataViewType SByte { get; } = new(typeof(sbyte));

    /// <summary>A <see cref="byte"/>.</summary>
    public static NumberDataViewType Byte { get; } = new(typeof(byte));

    /// <summary>A <see cref="short"/>.</summary>
    public static NumberDataViewType Int16 { get; } = new(typeof(short));

    /// <summary>A <see cref="ushort"/>.</summary>
    public static NumberDataViewType UInt16 { get; } = new(typeof(ushort));

    /// <summary>An <see cref="int"/>.</summary>
    public static NumberDataViewType Int32 { get; } = new(typeof(int));

    /// <summary>A <see cref="uint"/>.</summary>
    public static NumberDataViewType UInt32 { get; } = new(typeof(uint));

    /// <summary>A <see cref="long"/>.</summary>
    public static NumberDataViewType Int64 { get; } = new(typeof(long));

    /// <summary>A <see cref="ulong"/>.</summary>
    public static NumberDataViewType UInt64 { get; } = new(typeof(ulong));

    /// <summary>A <see cref="float"/>.</summary>
    public static NumberDataViewType Single { get; } = new(typeof(float));

    /// <summary>A <see cref="double"/>.</summary>
    public static NumberDataViewType Double { get; } = new(typeof(double));

    /// <inheritdoc/>
    public override bool Equals(DataViewType other) => ReferenceEquals(this, other);

    /// <summary>The name of the CLR type.</summary>
    public override string ToString() => RawType.Name;
}
