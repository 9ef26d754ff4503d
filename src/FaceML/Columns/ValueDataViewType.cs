namespace FaceML.Columns;

/// <summary>The type of a column of objects of one class. Each type that derives from it has one instance.</summary>
internal abstract class ValueDataViewType(Type value, string name) : StructuredDataViewType(value)
{
    /// <inheritdoc/>
    public override bool Equals(DataViewType? other) => other?.GetType() == GetType();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is DataViewType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => GetType().GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => name;
}
