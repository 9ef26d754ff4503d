namespace FaceML.Augmentation;

/// <summary>Where a strength is drawn from, each value equally likely.</summary>
/// <param name="Low">The lowest value.</param>
/// <param name="High">The highest value, at least <paramref name="Low"/>; the same for a fixed strength.</param>
public readonly record struct FaceAugmentationRange(float Low, float High)
{
    /// <summary>One value.</summary>
    /// <param name="value">The value.</param>
    public static FaceAugmentationRange Fixed(float value) => new(value, value);
}
