using System.Numerics;
using FaceML.Training.Algebra;

namespace FaceML.Augmentation;

/// <summary>
/// Draws onto an aligned face what people wear in front of it. Measures are in distances between the eyes, from the template's points.
/// </summary>
internal sealed class FaceCover
{
    private static readonly Rgb[] MaskColors =
        [new(214, 231, 240), new(240, 240, 238), new(28, 30, 34), new(120, 150, 170), new(170, 60, 70), new(90, 100, 90)];
    private static readonly Rgb[] GlassesColors = [new(16, 16, 20), new(40, 28, 20), new(24, 36, 48)];

    private readonly Image alignedFace;
    private readonly Vector2 left, right, nose, eyes, down, across;

    public FaceCover(AlignmentTemplate template, Image alignedFace)
    {
        this.alignedFace = alignedFace;
        Vector2[] points = [.. template.ForSize(alignedFace.Width, alignedFace.Height).Points];
        (left, right, nose) = (points[0], points[1], points[2]);
        Vector2 mouth = (points[3] + points[4]) / 2;
        eyes = (left + right) / 2;
        float unit = Vector2.Distance(left, right);
        across = right - left;
        down = Vector2.Normalize(mouth - eyes) * unit;
    }

    public static Rgb MaskColor(TrainingRandom random) => MaskColors[random.Next(MaskColors.Length)];

    public static Rgb GlassesColor(TrainingRandom random) => GlassesColors[random.Next(GlassesColors.Length)];

    /// <summary>From the nose's bridge to below the chin.</summary>
    /// <param name="color">Its color.</param>
    /// <param name="place">0 for a mask that sits high, 1 for one that sits low on the nose.</param>
    public void DrawMask(Rgb color, float place)
    {
        float bridge = Vector2.Distance(nose, eyes) / down.Length() * (0.4f + 0.4f * place);
        alignedFace.FillPolygon([At(-1.05f, bridge + 0.12f), At(-0.4f, bridge + 0.05f), At(0, bridge), At(0.4f, bridge + 0.05f),
            At(1.05f, bridge + 0.12f), At(0.95f, 1.25f), At(0.5f, 1.8f), At(0, 1.95f), At(-0.5f, 1.8f), At(-0.95f, 1.25f)], color);
    }

    /// <summary>Two lenses, the bridge between them and the temples.</summary>
    public void DrawGlasses(Rgb color)
    {
        alignedFace.FillPolygon([At(-1.1f, -0.14f), At(1.1f, -0.14f), At(1.1f, -0.04f), At(-1.1f, -0.04f)], color);
        foreach (float side in (float[])[-0.5f, 0.5f])
        {
            // An ellipse of twenty corners, as wide as the bridge allows.
            alignedFace.FillPolygon([.. Enumerable.Range(0, 20)
                .Select(i => At(side + 0.4f * MathF.Cos(i * MathF.Tau / 20), 0.04f + 0.28f * MathF.Sin(i * MathF.Tau / 20)))], color);
        }
    }

    private Vector2 At(float x, float y) => eyes + across * x + down * y;
}
