namespace Microsoft.ML.Data;

/// <summary>Gives the length, or the lengths of the dimensions, of the vector that the member it marks holds.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = false, Inherited = true)]
public sealed class VectorTypeAttribute : Attribute
{
    /// <summary>A vector of any length.</summary>
    public VectorTypeAttribute()
    {
    }

    /// <summary>A vector of one length; 0 for any.</summary>
    public VectorTypeAttribute(int size)
        : this([size])
    {
    }

    /// <summary>A vector with items in several dimensions.</summary>
    public VectorTypeAttribute(params int[] dimensions)
    {
        if (dimensions.Any(dimension => dimension < 0))
        {
            throw new ArgumentException("No dimension of a vector has a negative length.", nameof(dimensions));
        }

        Dims = dimensions;
    }

    internal int[] Dims { get; }
}
