namespace Microsoft.ML.Data;

/// <summary>The type of a column: what its values mean, and the CLR type they are held in.</summary>
/// <remarks>Derived outside ML.NET through <see cref="StructuredDataViewType"/> or <see cref="PrimitiveDataViewType"/>.</remarks>
public abstract class DataViewType : IEquatable<DataViewType>
{
    private protected DataViewType(Type rawType)
    {
        RawType = rawType ?? throw new ArgumentNullException(nameof(rawType));
    }

    /// <summary>The CLR type of the values, which is the type argument of the column's getters.</summary>
    public Type RawType { get; }

    /// <summary>Whether the other type has the same meaning and the same values.</summary>
    public abstract bool Equals(DataViewType other);
}
