using System.Numerics.Tensors;
using FaceML.Training.Classical;
using FaceML.Training.Data;

namespace FaceML.Training;

/// <summary>A fitted description: from an aligned face to a unit vector. Immutable and safe to share.</summary>
internal sealed class FaceDescriber
{
    private const int SmallestSide = 24, LargestSide = 256, MostCells = 16;

    private readonly PrincipalComponents? eigen;
    private readonly FisherDiscriminant? fisher;
    private readonly LocalBinaryPatterns? patterns;
    private readonly int cells;

    private FaceDescriber(FaceDescriptionMethod method, int side, int cells, PrincipalComponents? eigen, FisherDiscriminant? fisher)
    {
        CheckSide(side);
        (Method, Side, this.cells, this.eigen, this.fisher) = (method, side, cells, eigen, fisher);
        patterns = method == FaceDescriptionMethod.LocalBinaryPatterns ? new LocalBinaryPatterns(cells, cells) : null;
        if ((eigen?.InputLength ?? fisher?.InputLength ?? side * side) != side * side)
        {
            throw new ArgumentException(
                $"Aligned faces of {side}×{side} have {side * side} numbers; the directions have "
                    + $"{eigen?.InputLength ?? fisher?.InputLength}.",
                nameof(side));
        }
    }

    public FaceDescriptionMethod Method { get; }

    public int Side { get; }

    /// <summary>Numbers in a vector.</summary>
    public int Length => eigen?.Count ?? fisher?.Count ?? patterns!.Length;

    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static void Check(FaceDescriptionOptions options)
    {
        CheckSide(options.Side);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Components, 1, nameof(options.Components));
        CheckCells(options.Cells);
        if (!Enum.IsDefined(options.Method))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.Method, $"Known methods are {string.Join(", ", Enum.GetNames<FaceDescriptionMethod>())}.");
        }
    }

    /// <param name="options">Checked settings.</param>
    /// <param name="alignedFaces">Gray aligned faces as <see cref="Gray"/> gives them; null for patterns, which learn nothing.</param>
    public static FaceDescriber Fit(FaceDescriptionOptions options, EmbeddingSet? alignedFaces) => new(
        options.Method,
        options.Side,
        options.Cells,
        options.Method == FaceDescriptionMethod.Eigenfaces
            ? PrincipalComponents.Fit(alignedFaces!, options.Components, options.Seed)
            : null,
        options.Method == FaceDescriptionMethod.Fisherfaces
            ? FisherDiscriminant.Fit(alignedFaces!, options.Components, seed: options.Seed)
            : null);

    public static FaceDescriber Read(StageReader reader)
    {
        FaceDescriptionMethod method = reader.Choice<FaceDescriptionMethod>("method");
        int side = reader.Int("side"), cells = reader.Int("cells");
        CheckSide(side);
        CheckCells(cells);
        byte[] learned = reader.Bytes("learnt");
        try
        {
            return new FaceDescriber(method, side, cells,
                method == FaceDescriptionMethod.Eigenfaces ? PrincipalComponents.Load(learned) : null,
                method == FaceDescriptionMethod.Fisherfaces ? FisherDiscriminant.Load(learned) : null);
        }
        catch (CheckpointException e)
        {
            throw reader.Error($"'learned' cannot be used: {e.Message}");
        }
    }

    public void Write(StageWriter settings)
    {
        settings.Set("method", Method);
        settings.Set("side", Side);
        settings.Set("cells", cells);
        settings.Set("learnt", eigen?.Save() ?? fisher?.Save() ?? []);
    }

    /// <summary>
    /// A aligned face as gray numbers of mean 0 and deviation 1, so that exposure and contrast do not count; side × side.
    /// </summary>
    public static float[] Gray(Image alignedFace, int side)
    {
        float[] gray = new float[side * side];
        PixelTensor.Write(alignedFace, new TensorSpec { Width = side, Height = side, Order = ChannelOrder.Gray, Mean = [0], Scale = [1] },
            gray);
        float mean = TensorPrimitives.Sum<float>(gray) / gray.Length;
        TensorPrimitives.Subtract(gray, mean, gray);
        float deviation = MathF.Sqrt(TensorPrimitives.SumOfSquares<float>(gray) / gray.Length);
        TensorPrimitives.Divide(gray, MathF.Max(deviation, 1e-6f), gray);
        return gray;
    }

    public float[] Describe(Image alignedFace)
    {
        float[] gray = Gray(alignedFace, Side);
        float[] vector = eigen?.Transform(gray, whiten: true) ?? fisher?.Transform(gray) ?? patterns!.Embed(gray, Side, Side);
        TensorPrimitives.Divide(vector, MathF.Max(TensorPrimitives.Norm<float>(vector), 1e-12f), vector);
        return vector;
    }

    private static void CheckCells(int cells)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cells, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cells, MostCells);
    }

    private static void CheckSide(int side)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(side, SmallestSide);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(side, LargestSide);
    }
}
