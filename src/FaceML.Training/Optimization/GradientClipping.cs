using FaceML.Training.Layers;

namespace FaceML.Training.Optimization;

/// <summary>
/// Bounds the length of a step (Pascanu, Mikolov, Bengio, "On the difficulty of training recurrent neural networks", 2013, algorithm 1).
/// </summary>
internal static class GradientClipping
{
    /// <summary>Scales all gradients down together when their common Euclidean norm is above a bound.</summary>
    /// <param name="parameters">The parameters whose gradients are scaled; those of learning rate scale 0 neither count nor change.</param>
    /// <param name="maxNorm">The bound, above 0; infinity only measures.</param>
    /// <returns>The norm before the scaling.</returns>
    public static double ByNorm(IReadOnlyList<Parameter> parameters, float maxNorm)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (!(maxNorm > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(maxNorm), maxNorm, "The bound of a gradient's norm is above 0.");
        }

        double squares = 0;
        foreach (Parameter parameter in parameters.Where(p => p.LearningRateScale > 0))
        {
            squares += TensorPrimitives.SumOfSquares(parameter.Gradient);
        }

        double norm = Math.Sqrt(squares);
        if (norm > maxNorm)
        {
            float factor = (float)(maxNorm / norm);
            foreach (Parameter parameter in parameters.Where(p => p.LearningRateScale > 0))
            {
                TensorPrimitives.Multiply(parameter.Gradient, factor, parameter.Gradient);
            }
        }

        return norm;
    }
}
