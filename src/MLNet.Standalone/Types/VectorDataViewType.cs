using System.Collections.Immutable;

namespace Microsoft.ML.Data;

/// <summary>A vector of primitive items, held in a <see cref="VBuffer{T}"/>.</summary>
public sealed class VectorDataViewType : StructuredDataViewType
{
    /// <summary>A vector of one dimension.</summary>
    /// <param name="itemType">The type of the items.</param>
    /// <param name="size">The number of items in each row's vector; 0 when it differs from row to row.</param>
    public VectorDataViewType(PrimitiveDataViewType itemType, int size = 0)
        : this(itemType, Checked(size))
    {
    }

    /// <summary>A vector whose items are laid out in several dimensions, the last of which varies fastest.</summary>
    /// <param name="itemType">The type of the items.</param>
    /// <param name="dimensions">At least one. A 0 stands for a dimension that differs from row to row.</param>
    public VectorDataViewType(PrimitiveDataViewType itemType, params int[] dimensions)
        : this(itemType, dimensions is null ? [] : ImmutableArray.Create(dimensions))
    {
    }

    /// <inheritdoc cref="VectorDataViewType(PrimitiveDataViewType, int[])"/>
    public VectorDataViewType(PrimitiveDataViewType itemType, ImmutableArray<int> dimensions)
        : base(RawTypeOf(itemType))
    {
        if (dimensions.IsDefaultOrEmpty || dimensions.Any(dimension => dimension < 0))
        {
            throw new ArgumentOutOfRangeException(nameof(dimensions), "A vector has at least one dimension and none of negative length.");
        }

        ItemType = itemType;
        Dimensions = dimensions;
        Size = dimensions.Aggregate(1, (product, dimension) => checked(product * dimension));
    }

    /// <summary>The length of each dimension; 0 where it is not fixed.</summary>
    public ImmutableArray<int> Dimensions { get; }

    /// <summary>Whether all rows' vectors have the same length.</summary>
    public bool IsKnownSize => Size > 0;

    /// <summary>The type of the items.</summary>
    public PrimitiveDataViewType ItemType { get; }

    /// <summary>The number of items, or 0 when it is not fixed.</summary>
    public int Size { get; }

    /// <summary>Whether the other type is a vector of equal items and dimensions.</summary>
    public override bool Equals(DataViewType other) =>
        other is VectorDataViewType vector && vector.ItemType.Equals(ItemType) && vector.Dimensions.SequenceEqual(Dimensions);

    /// <inheritdoc/>
    public override bool Equals(object other) => other is DataViewType type && Equals(type);

    /// <inheritdoc/>
    public override int GetHashCode() => Dimensions.Aggregate(ItemType.GetHashCode(), HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString()
    {
        IEnumerable<string> lengths = Dimensions is [0] ? [] : Dimensions.Select(dimension => dimension > 0 ? ", " + dimension : ", *");
        return $"Vector<{ItemType}{string.Concat(lengths)}>";
    }

    private static Type RawTypeOf(PrimitiveDataViewType itemType)
    {
        ArgumentNullException.ThrowIfNull(itemType);
        return typeof(VBuffer<>).MakeGenericType(itemType.RawType);
    }

    private static ImmutableArray<int> Checked(int size) =>
        size >= 0 ? [size] : throw new ArgumentOutOfRangeException(nameof(size), $"The size of a vector must not be negative; it is {size}.");
}
