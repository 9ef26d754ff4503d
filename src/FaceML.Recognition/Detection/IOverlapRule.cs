using System.Runtime.Intrinsics;

namespace FaceML.Recognition;

/// <summary>When a box makes a less sure one go, for eight less sure ones at a time.</summary>
internal interface IOverlapRule
{
    /// <summary>Which of them go: all bits set.</summary>
    /// <param name="shared">The areas that they share with the surer one; those that share none stay, whatever the rule says.</param>
    /// <param name="area">The surer one's area.</param>
    /// <param name="areas">Their areas.</param>
    Vector256<float> Covers(Vector256<float> shared, Vector256<float> area, Vector256<float> areas);
}

/// <summary>Those go whose intersection over union is above <paramref name="most"/>.</summary>
internal readonly struct OverUnion(float most) : IOverlapRule
{
    public Vector256<float> Covers(Vector256<float> shared, Vector256<float> area, Vector256<float> areas) =>
        Vector256.GreaterThan(shared / (area + areas - shared), Vector256.Create(most));
}

/// <summary>Those go that share more than <paramref name="most"/> of the smaller box.</summary>
internal readonly struct OverSmaller(float most) : IOverlapRule
{
    public Vector256<float> Covers(Vector256<float> shared, Vector256<float> area, Vector256<float> areas) =>
        Vector256.GreaterThan(shared, most * Vector256.MinNative(area, areas));
}
