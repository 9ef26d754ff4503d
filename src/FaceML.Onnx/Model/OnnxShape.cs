using System.Collections;

namespace FaceML.Onnx;

/// <summary>A shape of known rank: immutable, compared by value. Where the rank itself is unknown, the shape is null.</summary>
public sealed class OnnxShape : IReadOnlyList<OnnxDimension>, IEquatable<OnnxShape>
{
    private readonly OnnxDimension[] dimensions;

    /// <summary>Makes a shape of these dimensions; none makes a scalar.</summary>
    public OnnxShape(params ReadOnlySpan<OnnxDimension> dimensions) => this.dimensions = dimensions.ToArray();

    /// <summary>The shape of no dimensions.</summary>
    public static OnnxShape Scalar { get; } = new();

    /// <summary>The number of dimensions.</summary>
    public int Rank => dimensions.Length;

    /// <inheritdoc/>
    public int Count => dimensions.Length;

    /// <summary>Whether every dimension is a number.</summary>
    public bool IsStatic => Array.TrueForAll(dimensions, d => d.Value is not null);

    /// <inheritdoc/>
    public OnnxDimension this[int index] => dimensions[index];

    /// <summary>A shape of known sizes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    public static OnnxShape Of(IEnumerable<long> sizes) => new([.. sizes.Select(OnnxDimension.Of)]);

    /// <summary>The sizes as numbers, or null unless all are known.</summary>
    public long[]? ToSizes() => IsStatic ? [.. dimensions.Select(d => d.Value!.Value)] : null;

    /// <summary>The number of elements, or null when a dimension is not known.</summary>
    /// <exception cref="OnnxFormatException">The product is larger than 2⁶³ − 1.</exception>
    public long? ElementCount() => IsStatic ? Sizes.Product(ToSizes()!, "A shape") : null;

    /// <inheritdoc/>
    public bool Equals(OnnxShape? other) => other is not null && dimensions.AsSpan().SequenceEqual(other.dimensions);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as OnnxShape);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        Array.ForEach(dimensions, hash.Add);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<OnnxDimension> GetEnumerator() => dimensions.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>For example "N×3×112×112"; "scalar" without dimensions.</summary>
    public override string ToString() => Rank == 0 ? "scalar" : string.Join('×', dimensions);
}
