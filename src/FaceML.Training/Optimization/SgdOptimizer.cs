using System.Numerics;
using System.Runtime.InteropServices;
using FaceML.Training.Layers;

namespace FaceML.Training.Optimization;

/// <summary>
/// Stochastic gradient descent with momentum: v ← μ·v + g + λ·w, w ← w − η·v; with Nesterov's momentum w ← w − η·(g + λ·w + μ·v)
/// (Sutskever et al., "On the importance of initialization and momentum in deep learning", 2013, in the form that keeps η outside v).
/// </summary>
internal sealed class SgdOptimizer(SgdOptions options) : Optimizer(slots: 1)
{
    private protected override void Update(Parameter parameter, float[][] state, float learningRate)
    {
        float decay = parameter.Decays ? options.WeightDecay : 0, momentum = options.Momentum;
        Span<float> weights = parameter.Values, velocity = state[0];
        ReadOnlySpan<float> gradient = parameter.Gradient;
        Span<Vector<float>> w = MemoryMarshal.Cast<float, Vector<float>>(weights), v = MemoryMarshal.Cast<float, Vector<float>>(velocity);
        ReadOnlySpan<Vector<float>> g = MemoryMarshal.Cast<float, Vector<float>>(gradient);
        for (int i = 0; i < w.Length; i++)
        {
            Vector<float> slope = g[i] + decay * w[i];
            v[i] = momentum * v[i] + slope;
            w[i] -= learningRate * (options.Nesterov ? slope + momentum * v[i] : v[i]);
        }

        for (int i = w.Length * Vector<float>.Count; i < weights.Length; i++)
        {
            float slope = gradient[i] + decay * weights[i];
            velocity[i] = momentum * velocity[i] + slope;
            weights[i] -= learningRate * (options.Nesterov ? slope + momentum * velocity[i] : velocity[i]);
        }
    }
}
