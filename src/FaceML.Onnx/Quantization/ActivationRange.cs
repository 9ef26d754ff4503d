namespace FaceML.Onnx;

/// <summary>The range of a value that eight bits are to cover; what lies outside is clipped to its ends.</summary>
/// <param name="Low">The lower end; 0 when it is positive, because zero must be exact.</param>
/// <param name="High">The upper end; 0 when it is negative.</param>
internal readonly record struct ActivationRange(float Low, float High)
{
    /// <summary>The step between two of the 256 levels.</summary>
    public float Scale => Width > 0 ? Width / byte.MaxValue : 1;

    /// <summary>The level that stands for zero.</summary>
    public byte ZeroPoint => (byte)Math.Clamp(MathF.Round(-Math.Min(Low, 0) / Scale), 0, byte.MaxValue);

    private float Width => Math.Max(High, 0) - Math.Min(Low, 0);
}
