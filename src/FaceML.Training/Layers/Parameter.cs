namespace FaceML.Training.Layers;

/// <summary>
/// One block of weights with the gradient that belongs to it. Layers and losses add to <see cref="Gradient"/>; optimizers
/// read it and write <see cref="Values"/> in place, so that whoever holds the arrays (a layer, a pinned ONNX Runtime tensor) sees the
/// update without a copy. Not safe to share between threads.
/// </summary>
internal sealed class Parameter
{
    /// <summary>Makes a block of weights with a zero gradient.</summary>
    /// <param name="name">The name under which checkpoints and messages know it; not empty.</param>
    /// <param name="values">The weights; held, not copied.</param>
    public Parameter(string name, float[] values)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(values);
        Name = name;
        Values = values;
        Gradient = new float[values.Length];
    }

    /// <summary>The name under which checkpoints and messages know it.</summary>
    public string Name { get; }

    /// <summary>The weights.</summary>
    public float[] Values { get; }

    /// <summary>The derivative of the loss with respect to each weight; as long as <see cref="Values"/>.</summary>
    public float[] Gradient { get; }

    /// <summary>
    /// Whether weight decay pulls on it: usual for matrices, unusual for biases, slopes and normalizations. The default value is
    /// <see langword="true"/>.
    /// </summary>
    public bool Decays { get; init; } = true;

    /// <summary>The factor on the learning rate for this block, at least 0; 0 freezes it. The default value is 1.</summary>
    public float LearningRateScale { get; set; } = 1;

    /// <summary>Sets the gradient to zero.</summary>
    public void ClearGradient() => Array.Clear(Gradient);
}
