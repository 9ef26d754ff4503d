using System.Numerics;
using System.Runtime.InteropServices;
using FaceML.Training.Layers;

namespace FaceML.Training.Optimization;

/// <summary>
/// Adam (Kingma and Ba 2015, algorithm 1) and AdamW (Loshchilov and Hutter, "Decoupled weight decay regularization", 2019, algorithm 2).
/// </summary>
internal sealed class AdamOptimizer(AdamOptions options) : Optimizer(slots: 2)
{
    private protected override void Update(Parameter parameter, float[][] state, float learningRate)
    {
        float decay = parameter.Decays ? options.WeightDecay : 0;
        float coupled = options.DecoupledWeightDecay ? 0 : decay, shrink = options.DecoupledWeightDecay ? 1 - learningRate * decay : 1;
        float b1 = options.Beta1, b2 = options.Beta2, epsilon = options.Epsilon;
        float rate = (float)(learningRate / (1 - Math.Pow(b1, Steps))), unbias = (float)(1 / (1 - Math.Pow(b2, Steps)));
        Span<float> weights = parameter.Values, mean = state[0], square = state[1];
        ReadOnlySpan<float> gradient = parameter.Gradient;
        Span<Vector<float>> w = MemoryMarshal.Cast<float, Vector<float>>(weights), m = MemoryMarshal.Cast<float, Vector<float>>(mean), s =
            MemoryMarshal.Cast<float, Vector<float>>(square);
        ReadOnlySpan<Vector<float>> g = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        for (int i = 0; i < w.Length; i++)
        {
            Vector<float> slope = g[i] + coupled * w[i];
            m[i] = b1 * m[i] + (1 - b1) * slope;
            s[i] = b2 * s[i] + (1 - b2) * slope * slope;
            w[i] = shrink * w[i] - rate * m[i] / (Vector.SquareRoot(s[i] * unbias) + new Vector<float>(epsilon));
        }

        for (int i = w.Length * Vector<float>.Count; i < weights.Length; i++)
        {
            float slope = gradient[i] + coupled * weights[i];
            mean[i] = b1 * mean[i] + (1 - b1) * slope;
            square[i] = b2 * square[i] + (1 - b2) * slope * slope;
            weights[i] = shrink * weights[i] - rate * mean[i] / (MathF.Sqrt(square[i] * unbias) + epsilon);
        }
    }
}
